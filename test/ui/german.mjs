// Self-Heal in German, in a window whose language a language pack has set: what it says in its menus, views, plans, settings and walkthrough. What the engine says of an error and its fix is English.
import assert from 'node:assert/strict';

const MEND = `import jsn

def area(width, height):
    if width = 0:
        return 0
    return width * heigth

print(jsn.dumps(area(2, 3)))
`;

export const german = {
  german: {
    what: 'in German: the status item, its menu, the view of problems, a plan and its report, a crash, settings, the walkthrough',
    files: {
      'fuenf.py': MEND,
      'laden.py': '# pyright: reportUndefinedVariable=false\npreise = {"apfel": 3}\nprint(sum(preies.values()))\n',
    },
    run: async ({ person, page, read }) => {
      await person.open('fuenf.py');
      await person.until('squiggles', async () => (await person.squiggles()) >= 2);
      await person.until('the status item counts', async () => /\d Korrektur(en)?$/.test((await person.status().innerText()).trim()));
      await person.status().hover();
      await page.locator('.monaco-hover', { hasText: 'Sehen Sie bei der Glühbirne nach' }).first().waitFor();
      await person.shot('german-1-status');
      await person.status().click();
      await person.pick('Diese Datei heilen').waitFor();
      await person.pick('Unsichere Vorschläge anzeigen…').waitFor();
      await person.shot('german-2-menu');
      await person.press('Escape');

      await person.command('Self-Heal: Diese Datei heilen');
      await person.planOpen('fuenf.py heilen', 'Verwerfen');
      await person.shot('german-3-plan');
      await person.press('Enter');
      await person.toast('geheilt').waitFor();
      await person.previewGone();
      await person.shot('german-4-healed');
      await person.toast('geheilt').locator('.monaco-button', { hasText: 'Details anzeigen' }).click();
      await page.waitForSelector('.tab.active[aria-label*="fuenf.py heilen"]');
      await page.waitForTimeout(1_500); // the page is a frame of its own
      await person.shot('german-5-details');
      await person.command('Notifications: Clear All Notifications');
      await person.openFromExplorer('fuenf.py');
      await person.save();
      await person.until('it is saved', () => read('fuenf.py') !== MEND);

      await person.open('laden.py');
      await page.locator('.activitybar .action-item', { has: page.locator('[aria-label^="Self-Heal"]') }).click();
      await page.locator('.pane-body', { hasText: 'es wartet keine Korrektur' }).first().waitFor();
      await person.shot('german-6-nothing-yet');
      await person.terminal();
      await person.type('python3 laden.py');
      await page.locator('.monaco-list-row', { hasText: 'preies' }).first().waitFor();
      await person.until('it is counted', async () => /1 Korrektur, 1 Fehlschlag/.test(await person.status().innerText()));
      await person.closePanel();
      await person.shot('german-7-problems');

      await person.command('Self-Heal: Einstellungen öffnen');
      await page.locator('.settings-editor', { hasText: 'Korrekturen bei der Glühbirne anbieten' }).waitFor();
      await person.shot('german-8-settings');

      await person.command('Welcome: Open Walkthrough...');
      await page.keyboard.type('Heilen Sie');
      await person.pick('Heilen Sie Ihren ersten Fehler').click();
      await page.locator('.gettingStartedContainer', { hasText: 'Ein Beispiel heilen' }).waitFor();
      await page.waitForTimeout(1_500); // its picture is a page of its own
      await person.shot('german-9-walkthrough');
      assert.equal(await page.locator('.gettingStartedContainer', { hasText: 'Heal a sample' }).count(), 0);
    },
  },
};
