// The list of saved operations at the side: a click opens one in a tab, with its variables.
import { pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState } from "react";

const TITLES = { administrator: "Administrators", contact: "Claim contacts", explorer: "Everybody" };

/** GraphiQL's plugin that lists these operations. */
export function savedOperationsPlugin(operations) {
  return {
    title: "Saved operations",
    icon: Icon,
    content: () => <SavedOperations operations={operations} />,
  };
}

function SavedOperations({ operations }) {
  const [wanted, setWanted] = useState("");
  const open = useOpening();
  const found = operations.filter((operation) => matches(operation, wanted));
  return (
    <section aria-label="Saved operations" className="saved">
      <h2 className="saved-title">Saved operations</h2>
      <input
        aria-label="Find a saved operation"
        className="saved-search"
        onChange={(event) => setWanted(event.target.value)}
        placeholder="Find"
        type="search"
        value={wanted}
      />
      {rolesOf(found).map((role) => (
        <div key={role}>
          <h3 className="saved-role">{TITLES[role] ?? role}</h3>
          {found
            .filter((operation) => operation.role === role)
            .map((operation) => (
              <button
                className="saved-one"
                disabled={!open}
                key={operation.name}
                onClick={() => open(operation)}
                type="button"
              >
                <span className="saved-name">{operation.name}</span>
                <span className="saved-text">{operation.description}</span>
              </button>
            ))}
        </div>
      ))}
      {found.length === 0 && <p className="saved-text">{operations.length ? "None has that in it." : "None yet."}</p>}
    </section>
  );
}

/** What opens an operation: its own tab if it is open already, else a new one. Null until the editors are there. */
function useOpening() {
  const { addTab, changeTab, setOperationName } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick("tabs", "queryEditor", "variableEditor"));
  if (!queryEditor || !variableEditor) return null;
  return (operation) => {
    const place = tabs.findIndex((tab) => tab.query === operation.query);
    if (place >= 0) {
      changeTab(place);
    } else {
      addTab();
      queryEditor.setValue(operation.query);
      variableEditor.setValue(JSON.stringify(operation.variables, null, 2));
    }
    // GraphiQL finds the name out a moment later; whoever runs it at once would ask for the one before.
    setOperationName(operation.name);
  };
}

function rolesOf(operations) {
  return [...new Set(operations.map((operation) => operation.role))];
}

function matches({ name, description }, wanted) {
  return `${name} ${description}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

function Icon() {
  return (
    <svg fill="none" height="1em" stroke="currentColor" strokeWidth="1.5" viewBox="0 0 16 16" width="1em">
      <path d="M3.5 1.5h9v13L8 11l-4.5 3.5z" strokeLinejoin="round" />
    </svg>
  );
}
