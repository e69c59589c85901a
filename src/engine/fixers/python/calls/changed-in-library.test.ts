import { expect, test } from 'vitest';
import { tried } from '../../../../../test/support/python-case';
test('x', async () => {
  const r = await tried('import matplotlib\nmatplotlib.use("Agg")\nimport matplotlib.pyplot as plt\n\nfig = plt.figure()\n«fig.canvas.set_window_title("Live sensor")»\n', "AttributeError: 'FigureCanvasAgg' object has no attribute 'set_window_title'");
  console.log(r.after, r.all.map((c) => [c.origin, c.confidence]));
});
