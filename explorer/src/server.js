// What the page asks its server. Nothing else is ever asked.

const CSRF = "X-Claimgraph-Csrf";

/** Who is signed in here, with the token of the session; null when nobody is. */
export async function session() {
  const response = await fetch("/session");
  return response.ok ? response.json() : null;
}

/** The operations that were saved for the roles of the viewer. */
export async function savedOperations(viewer) {
  const response = await fetch("/explorer/operations", { headers: { [CSRF]: viewer.csrfToken } });
  return response.ok ? response.json() : [];
}

/** How GraphiQL asks. When the session is over, the page to sign in comes up. */
export function fetcherOf(viewer) {
  return async (operation) => {
    const response = await post("/graphql", operation, viewer, {
      Accept: "application/graphql-response+json, application/json",
    });
    if (response.status === 401) location.assign("/");
    return response.json();
  };
}

/** Ends the session; when it is over already, that is well too. */
export function signOut(viewer) {
  return post("/sign-out", {}, viewer);
}

function post(address, content, viewer, headers = {}) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", [CSRF]: viewer.csrfToken, ...headers },
    body: JSON.stringify(content),
  });
}
