/** What can be played and stepped through on the page: the space bar and the arrow keys reach the one that is there. */
export interface Player {
  toggle(): void;
  step(direction: 1 | -1): void;
}

const players: Player[] = [];

export function enterPlayer(player: Player): void {
  players.push(player);
}

export function leavePlayer(player: Player): void {
  players.splice(players.indexOf(player), 1);
}

const takesKeys = 'input, select, textarea, button, summary, a, [contenteditable], [role="grid"], [role="gridcell"], [tabindex]';

/** Whether a key that was pressed anywhere else on the page played or stepped. */
export function playByKey({ key, target, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  const player = players[0];
  if (!player || altKey || ctrlKey || metaKey || shiftKey) return false;
  if (target instanceof Element && target.closest(takesKeys)) return false;
  if (key === ' ') player.toggle();
  else if (key === 'ArrowRight') player.step(1);
  else if (key === 'ArrowLeft') player.step(-1);
  else return false;
  return true;
}
