// The explorer: GraphiQL for whoever is signed in, with the operations that were saved for his roles.
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./explorer.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";

import { Head } from "./Head.jsx";
import { memoryOf } from "./memory.js";
import { savedOperationsPlugin } from "./SavedOperations.jsx";
import { fetcherOf, savedOperations, session, signOut } from "./server.js";

const WELCOME = `# Choose a saved operation at the left, or write one: Ctrl+Space completes, Ctrl+Enter runs.
{
  viewer {
    actor {
      name
    }
  }
}
`;

const viewer = await session();

if (viewer === null) {
  location.assign("/");
} else {
  const memory = memoryOf(viewer);
  const leave = async () => {
    await signOut(viewer);
    memory.end();
    location.assign("/");
  };
  const saved = savedOperationsPlugin(await savedOperations(viewer));
  createRoot(document.getElementById("explorer")).render(
    <>
      <Head onSignOut={leave} viewer={viewer} />
      <GraphiQL
        defaultEditorToolsVisibility="variables"
        defaultQuery={WELCOME}
        fetcher={fetcherOf(viewer)}
        isHeadersEditorEnabled={false}
        plugins={[saved, explorerPlugin(), HISTORY_PLUGIN]}
        showPersistHeadersSettings={false}
        storage={memory}
        visiblePlugin={saved}
      />
    </>,
  );
}
