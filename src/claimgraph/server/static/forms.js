// Forms that are sent as JSON: data-send says where, data-then which page follows.
import { refusal, send, session } from "./client.js";

for (const form of document.querySelectorAll("form[data-send]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const message = form.querySelector(".message");
    button.disabled = true;
    message.hidden = true;
    const wrong = await sent(form);
    if (wrong === null) {
      location.assign(form.dataset.then);
      return;
    }
    message.textContent = wrong;
    message.hidden = false;
    button.disabled = false;
  });
}

/** Sends a form; answers what is wrong, or null. */
async function sent(form) {
  try {
    const content = Object.fromEntries(new FormData(form));
    const response = await send(form.dataset.send, content, await csrf(form));
    return response.ok ? null : await refusal(response);
  } catch {
    return "The server does not answer. Try again in a moment.";
  }
}

/** Only somebody who is signed in accepts; to sign in nobody needs to be. */
async function csrf(form) {
  return form.dataset.session === undefined ? undefined : (await session())?.csrfToken;
}
