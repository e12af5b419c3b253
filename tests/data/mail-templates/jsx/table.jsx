export const Table = ({ rows }) => (
  <table cellPadding={0}>
    <thead><tr><th>Room</th><th>Day</th></tr></thead>
    <tbody>{rows.map((r) => { const act = "act now"; return (<tr key={act}><td>{r.room}</td><td>{r.day}</td></tr>); })}</tbody>
  </table>
);
