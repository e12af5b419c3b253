import React from 'react';
const rows = (posts) => posts.map(p => <li key={p.id}><Link href={p.url}>{p.title}</Link></li>);
module.exports = ({ posts }) => <div>
  <Heading as="h2">{posts.length} new posts</Heading>
  <ul>{rows(posts)}</ul>
  <Markdown>{`## last chance`}</Markdown>
</div>;
