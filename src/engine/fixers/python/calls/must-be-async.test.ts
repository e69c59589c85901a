import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/must-be-async',
  [
    [
      '«@bot.command()»\ndef ping(ctx):\n    return 1\n',
      'TypeError: Callback must be a coroutine.',
      '@bot.command()\nasync def ping(ctx):\n    return 1\n',
    ],
    [
      '«@client.event»\ndef on_ready():\n    print(1)\n',
      'TypeError: event registered must be a coroutine function',
      '@client.event\nasync def on_ready():\n    print(1)\n',
    ],
    [
      'def ping(ctx):\n    return 1\n\n«bot.add_listener(ping)»\n',
      'TypeError: Listeners must be coroutines. A listener must be a coroutine function',
      'async def ping(ctx):\n    return 1\n\nbot.add_listener(ping)\n',
    ],
  ],
  [['«@bot.command()»\nasync def ping(ctx):\n    return 1\n', 'TypeError: Callback must be a coroutine.']],
);
