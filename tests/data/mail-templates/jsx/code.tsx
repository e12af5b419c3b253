type Code = Array<string>;
export const Verify = ({ code }: { code: Code }) => <Tailwind config={{ theme: { x: "last chance" } }}>
  <Text className="text-sm">Your code is <CodeInline>{code}</CodeInline>. It works for ten minutes.</Text>
  <CodeBlock code={`const a = "act now";`} language="js" />
</Tailwind>;
