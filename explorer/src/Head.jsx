// Who is signed in, what he is, and the way out.
export function Head({ onSignOut, viewer }) {
  return (
    <header className="head">
      <strong className="head-name">claimgraph</strong>
      <span className="head-viewer" title={viewer.email ?? undefined}>
        {viewer.name}
      </span>
      {viewer.standings.map((standing) => (
        <span className="head-standing" key={standing}>
          {standing.toLowerCase()}
        </span>
      ))}
      <button className="head-out" onClick={onSignOut} type="button">
        Sign out
      </button>
    </header>
  );
}
