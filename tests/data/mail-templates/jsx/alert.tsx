export const Alert = <T extends Device>({ device }: { device: T }) => (
  <Text style={box}>
    A new device signed in: {device.os} ({device.place}). If that was you, all is well.
  </Text>
);
const box: CSSProperties = { fontFamily: "last chance", width: a < b ? 1 : 2 };
