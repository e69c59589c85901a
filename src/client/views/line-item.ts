// A line of what is known, under the row of a tree: a narrow side bar has no room for it beside the row.

import { ThemeIcon, TreeItem } from 'vscode';
import { visibleLine } from '../../engine/visible-text';

export interface LineNode {
  readonly line: string;
  readonly icon: string;
  /** The id of the row that it stands under. */
  readonly of: string;
}

export function lineItem({ line, icon, of }: LineNode): TreeItem {
  const item = new TreeItem(visibleLine(line));
  item.id = `${of} ${icon}`;
  item.iconPath = new ThemeIcon(icon);
  item.tooltip = visibleLine(line);
  item.contextValue = 'line';
  return item;
}
