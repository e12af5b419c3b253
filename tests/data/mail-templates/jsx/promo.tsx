export const Promo = () => <Section>
  <Heading>Act now: tents at half price</Heading>
  <Img alt="Only 2 left in stock" src="/t.png" />
  <Text>They keep dry for{' '}
    twelve years.</Text>
</Section>;
