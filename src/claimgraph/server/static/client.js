// How the pages talk to their server.

/** Sends JSON; answers the response. `csrf` belongs to the session, and is needed wherever its cookie counts. */
export function send(address, content, csrf) {
  const headers = { "Content-Type": "application/json" };
  if (csrf) headers["X-Claimgraph-Csrf"] = csrf;
  return fetch(address, { method: "POST", headers, body: JSON.stringify(content) });
}

/** Who is signed in here, with the token that belongs to the session; null when nobody is. */
export async function session() {
  const response = await fetch("/session");
  return response.ok ? response.json() : null;
}

/** What the server says against a request. */
export async function refusal(response) {
  try {
    return (await response.json()).errors[0].message;
  } catch {
    return `The server answered ${response.status}.`;
  }
}
