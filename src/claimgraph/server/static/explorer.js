// The plain explorer: a text, a button and the answer.
import { refusal, send, session } from "./client.js";

const at = (id) => document.getElementById(id);
const viewer = await session();

if (viewer === null) {
  location.assign("/");
} else {
  at("viewer").textContent = [viewer.name, ...viewer.standings].join(" · ");
  at("sign-out").addEventListener("click", signOut);
  at("run").addEventListener("click", run);
  offer(await (await fetch("/explorer/operations", { headers: { "X-Claimgraph-Csrf": viewer.csrfToken } })).json());
}

function offer(operations) {
  const list = at("operations");
  list.append(...operations.map((operation, place) => new Option(`${operation.role}: ${operation.name}`, place)));
  list.addEventListener("change", () => show(operations[list.value]));
}

function show(operation) {
  if (!operation) return;
  at("description").textContent = operation.description;
  at("query").value = operation.query;
  at("variables").value = JSON.stringify(operation.variables, null, 2);
}

async function run() {
  at("answer").textContent = "...";
  at("answer").textContent = await answer();
}

async function answer() {
  let variables;
  try {
    variables = JSON.parse(at("variables").value || "{}");
  } catch (error) {
    return `The variables are not JSON: ${error.message}`;
  }
  try {
    const response = await send("/graphql", { query: at("query").value, variables }, viewer.csrfToken);
    return JSON.stringify(await response.json(), null, 2);
  } catch {
    return "The server does not answer. Try again in a moment.";
  }
}

async function signOut() {
  const response = await send("/sign-out", {}, viewer.csrfToken);
  if (response.ok) location.assign("/");
  else at("answer").textContent = await refusal(response);
}
