/** What a source is called; of a table that is a word of the language. */
export const sourceName = (source: string, table: string) =>
  ({ slack: 'Slack', mattermost: 'Mattermost' })[source] ?? table;
