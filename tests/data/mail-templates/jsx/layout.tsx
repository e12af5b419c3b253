const Layout: React.FC<{ children: React.ReactNode }> = ({ children }) => {
  const t = useT("act now");
  return <Html><Container className={clsx("last chance", { "any update": true })}>
    <Img src={`${base}/logo.png`} alt="Larch" width={80} />
    {children}
    <Hr />
    <Text className="footer">You get this mail because you have an account with us.</Text>
  </Container></Html>;
};
