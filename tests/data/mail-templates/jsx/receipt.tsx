export default function Receipt({ lines, total }: { lines: Line[]; total: number }) {
  const sum = lines.reduce<number>((a, b) => a + b.price, 0);
  if (sum < total && total > 3) throw new Error("Still waiting for your reply");
  return (
    <Section>
      {lines.map((line, i) => (
        <Row key={i}><Column>{line.name}</Column><Column>{line.price.toFixed(2)}</Column></Row>
      ))}
      {lines.length === 0 ? <Text>There is nothing on it.</Text> : <Text>Thank you for the order.</Text>}
    </Section>
  );
}
