/** Which documents the server hears of; which of them are drafts is for the server to say. */

import type { DocumentSelector } from "vscode-languageclient/node";

export const LANGUAGES = [
  "plaintext",
  "markdown",
  "mail",
  "email",
  "eml",
  "html",
  "handlebars",
  "mustache",
  "liquid",
  "jinja",
  "jinja-html",
  "mjml",
  "ejs",
  "erb",
  "twig",
  "haml",
  "jade",
  "pug",
  "vtl",
  "velocity",
  "freemarker",
  "ftl",
  "smarty",
  "blade",
  "gohtml",
  "go-template",
  "gotmpl",
  "njk",
  "nunjucks",
  "django-txt",
  "django-html",
  "jinja-md",
  "xhtml",
] as const;

const SCHEMES = ["file", "untitled"] as const;

export const DRAFTS: DocumentSelector = SCHEMES.flatMap((scheme) =>
  LANGUAGES.map((language) => ({ scheme, language })),
);

/** Configurations and phrase lists: the server proves and completes them. */
const CONFIGURATION: DocumentSelector = [
  { scheme: "file", pattern: "**/unpushy.toml" },
  { scheme: "file", pattern: "**/pyproject.toml" },
  { scheme: "file", pattern: "**/{pushy,passive,scolding,focus,draft}/*.toml" },
];

export const SELECTOR: DocumentSelector = [...DRAFTS, ...CONFIGURATION];
