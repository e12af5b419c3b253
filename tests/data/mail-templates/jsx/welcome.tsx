import { Body, Button, Head, Html, Preview, Text } from "@react-email/components";

interface Props { name: string; url?: string }
const lastChance = "act now"; // just checking in
export const Welcome = ({ name, url = "https://x.example/?any-update" }: Props) => (
  <Html lang="en">
    <Head><title>Welcome</title></Head>
    <Preview>Your board is ready</Preview>
    <Body style={{ color: "#333", content: "'last chance'" }}>
      <Text>Hello {name},</Text>
      {/* touching base */}
      <Text>your board is ready.{" "}<b>Open it</b> when you like.</Text>
      <Button href={url} className="cta">Open the board</Button>
    </Body>
  </Html>
);
