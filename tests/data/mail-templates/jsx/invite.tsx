export function Invite(props: InviteProps) {
  const { from, team } = props;
  return (
    <Text title="A note">
      {from} would like to have you in <strong>{team}</strong>.
      {props.note ? <em> They wrote: {props.note}</em> : null}
    </Text>
  );
}
Invite.PreviewProps = { from: "Ida", team: "Are you still interested?" } as InviteProps;
