// Two texts side by side, line by line: the longest common subsequence stands still, the rest is removed or added.

import { h } from './dom.js';

const MOST = 4000;

export function lines(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length * b.length > MOST * MOST) return null;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1; }
  const middle = common(a.slice(start, endA), b.slice(start, endB));
  const same = (list) => list.map((line) => ['same', line, line]);
  return [...same(a.slice(0, start)), ...middle, ...same(a.slice(endA))];
}

function common(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const result = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) result.push(['same', a[i++], b[j++]]);
    else if (j >= b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) result.push(['removed', a[i++], null]);
    else result.push(['added', null, b[j++]]);
  }
  return paired(result);
}

/** A removed line beside the added one that took its place. */
function paired(rows) {
  const result = [];
  for (let i = 0; i < rows.length;) {
    let removed = i;
    while (rows[removed]?.[0] === 'removed') removed += 1;
    let added = removed;
    while (rows[added]?.[0] === 'added') added += 1;
    for (let k = 0; k < Math.max(removed - i, added - removed); k += 1) {
      const left = i + k < removed ? rows[i + k][1] : null;
      const right = removed + k < added ? rows[removed + k][2] : null;
      result.push([left === null ? 'added' : right === null ? 'removed' : 'changed', left, right]);
    }
    if (added === i) { result.push(rows[i]); added += 1; }
    i = added;
  }
  return result;
}

const WORD = { same: '', removed: 'removed', added: 'added', changed: 'changed' };
const CONTEXT = 3;

export function diffTable(before, after, names) {
  const rows = lines(before, after);
  if (!rows) return h('p', {}, 'The versions are too long to be compared here.');
  if (rows.every(([kind]) => kind === 'same')) return h('p', {}, 'The versions do not differ.');
  const near = rows.map((_, i) => rows.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(([k]) => k !== 'same'));
  const body = [];
  rows.forEach(([kind, left, right], i) => {
    if (near[i]) {
      body.push(h('tr', { class: `diff-${kind}` }, h('td', { class: 'diff-kind' }, WORD[kind]),
        h('td', {}, h('code', {}, left ?? '')), h('td', {}, h('code', {}, right ?? ''))));
    } else if (i === 0 || near[i - 1]) {
      body.push(h('tr', { class: 'diff-gap' }, h('td', { colspan: '3' }, '…')));
    }
  });
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Differences' },
    h('table', { class: 'diff' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Change'), names.map((n) => h('th', { scope: 'col' }, n)))), h('tbody', {}, body)));
}
