export const Chaser = ({ lead }) => (
  <>
    <Text>Hi {lead.first},</Text>
    {lead.opened && <Text>Just checking in on the lease.</Text>}
    <Text>{"Have you had a chance to read it?"}</Text>
    <Text>{'The plan is on page two.'} {`It has ${lead.pages} pages.`}</Text>
  </>
);
