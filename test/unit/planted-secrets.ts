// Secrets for tests: tokens of many services, all made up.

/** The same letters on each run, that look thrown. */
export function thrown(length: number, from: string, seed: number): string {
  let state = seed * 2654435761 + 12345;
  let out = '';
  while (out.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    out += from[(state >> 8) % from.length] ?? '';
  }
  return out;
}
export const hex = (n: number, seed = 1): string => thrown(n, '0123456789abcdef', seed);
export const UP = (n: number, seed = 1): string => thrown(n, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', seed);
export const mix = (n: number, seed = 1): string => thrown(n, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', seed);

/** Tokens of a known format. */
export const TOKENS: Readonly<Record<string, string>> = {
  'AWS id': `AKIA${thrown(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 3)}`,
  'GitHub classic': `ghp_${mix(36)}`,
  'GitHub fine-grained': `github_pat_${mix(22)}_${mix(59, 2)}`,
  'GitLab personal': `glpat-${mix(20)}`,
  'GitLab trigger': `glptt-${hex(40)}`,
  'GitLab runner': `glrt-${mix(20)}`,
  'GitLab runner registration': `GR1348941${mix(20)}`,
  'GitLab deploy': `gldt-${mix(20)}`,
  Mailgun: `key-${hex(32)}`,
  Mailchimp: `${hex(32)}-us12`,
  'Discord bot': `M${mix(23)}.${mix(6)}.${mix(38)}`,
  'Notion new': `ntn_${mix(46)}`,
  'Notion old': `secret_${mix(43)}`,
  'Sentry user': `sntryu_${hex(64)}`,
  'Sentry organisation': `sntrys_eyJ${mix(60)}=_${mix(43)}`,
  Postman: `PMAK-${hex(24)}-${hex(34, 2)}`,
  xAI: `xai-${mix(80)}`,
  Replicate: `r8_${mix(37)}`,
  Perplexity: `pplx-${mix(48)}`,
  Groq: `gsk_${mix(52)}`,
  age: `AGE-SECRET-KEY-1${thrown(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 5)}`,
  Facebook: `EAAC${mix(120)}`,
  'Square access': `EAAA${mix(60)}`,
  'Square OAuth': `sq0csp-${mix(43)}`,
  'New Relic user': `NRAK-${UP(27)}`,
  'New Relic browser': `NRJS-${hex(19)}`,
  RubyGems: `rubygems_${hex(48)}`,
  Atlassian: `ATATT3xFfGF0${mix(180)}`,
  Bitbucket: `ATBB${mix(32)}`,
  Contentful: `CFPAT-${mix(43)}`,
  Pulumi: `pul-${hex(40)}`,
  Supabase: `sbp_${hex(40)}`,
  'Supabase secret': `sb_secret_${mix(31)}`,
  OpenAI: `sk-proj-${mix(74)}`,
  Anthropic: `sk-ant-api03-${mix(93)}AA`,
  Stripe: `sk_live_${mix(24)}`,
  'Stripe webhook': `whsec_${mix(32)}`,
  'Slack bot': `xoxb-${thrown(12, '0123456789', 4)}-${thrown(12, '0123456789', 5)}-${mix(24)}`,
  'Slack app': `xapp-1-A${UP(10)}-${thrown(13, '0123456789', 6)}-${hex(64)}`,
  'Slack webhook': `https://hooks.slack.com/services/T${UP(10)}/B${UP(10)}/${mix(24)}`,
  npm: `npm_${mix(36)}`,
  PyPI: `pypi-AgEIcHlwaS5vcmc${mix(80)}`,
  'Hugging Face': `hf_${thrown(34, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 7)}`,
  Google: `AIza${mix(35)}`,
  'Google OAuth': `GOCSPX-${mix(28)}`,
  SendGrid: `SG.${mix(22)}.${mix(43)}`,
  DigitalOcean: `dop_v1_${hex(64)}`,
  Telegram: `${thrown(10, '123456789', 8)}:AA${mix(33)}`,
  JWT: `eyJhbGciOiJIUzI1NiJ9.eyJ${mix(60)}.${mix(43)}`,
  Shopify: `shpat_${hex(32)}`,
  Linear: `lin_api_${mix(40)}`,
  Doppler: `dp.pt.${mix(43)}`,
  Grafana: `glsa_${mix(32)}_${hex(8)}`,
  Vault: `hvs.${mix(95)}`,
  Terraform: `${mix(14)}.atlasv1.${mix(65)}`,
  PlanetScale: `pscale_tkn_${mix(43)}`,
  Databricks: `dapi${hex(32)}`,
  Figma: `figd_${mix(40)}`,
  'Azure AD': `${mix(3)}8Q~${mix(34)}`,
};
