import { Client, GatewayIntentBits } from 'discord.js'

/**
 * The least that a bot can do with discord.js: it defers, and nothing else. Arguments: the API's address and a token, and
 * `messages` where it listens to those as well.
 */
const [api = '', token = '', wish] = process.argv.slice(2)
const ofMessages = [GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]
const client = new Client({
  intents: [GatewayIntentBits.Guilds, ...(wish === 'messages' ? ofMessages : [])],
  rest: { api },
})
client.on('interactionCreate', (interaction) => {
  // An answer that came too late is counted by whoever measures.
  if (interaction.isChatInputCommand()) interaction.deferReply().catch(() => undefined)
})
await client.login(token)
