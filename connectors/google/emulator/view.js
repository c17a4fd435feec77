// What the page of a spreadsheet does under a person's hands. Every act is one of its two forms, sent.
const grid = document.querySelector('.grid');
const type = document.querySelector('.type');
const act = document.querySelector('.act');
const lists = JSON.parse(document.getElementById('lists').textContent);
const place = 'view ' + location.pathname.split('/')[2] + ' ' + type.tab.value;
let chosen = null;
let next = null;  // the cell that is chosen once what was typed has been sent

// Frozen rows and columns lie one after another.
function stay() {
  let top = document.querySelector('thead').offsetHeight;
  for (const row of document.querySelectorAll('.row-stays')) {
    for (const cell of row.children) cell.style.top = top + 'px';
    top += row.offsetHeight;
  }
  let left = document.querySelector('thead th').offsetWidth;
  for (const head of document.querySelectorAll('thead .column-stays')) {
    for (const cell of document.querySelectorAll('.column-stays'))
      if (cell.cellIndex === head.cellIndex) cell.style.left = left + 'px';
    left += head.offsetWidth;
  }
  grid.style.scrollPadding = `${top}px 0 0 ${left}px`;
}

function keep() {
  const at = (next || chosen)?.dataset.cell;
  sessionStorage[place] = JSON.stringify([grid.scrollLeft, grid.scrollTop, at]);
}

function cellAt(name) {
  return document.querySelector(`td[data-cell="${name}"]`);
}

// What stands in a cell, as it was typed.
function entered(cell) {
  if ('entered' in cell.dataset) return cell.dataset.entered;
  const copy = cell.cloneNode(true);
  copy.querySelectorAll('i, select, input').forEach(one => one.remove());
  return copy.textContent;
}

function choose(cell) {
  if (!cell) return;
  document.querySelectorAll('.chosen').forEach(one => one.classList.remove('chosen'));
  chosen = cell;
  const [, column, row] = cell.dataset.cell.match(/([A-Z]+)(\d+)/);
  for (const one of [cell, cell.parentNode.firstElementChild, document.querySelector(`th[data-column=${column}]`)])
    one.classList.add('chosen');
  type.cell.value = cell.dataset.cell;
  type.value.value = entered(cell);
  act.row.value = row;
  act.column.value = column;
  cell.scrollIntoView({block: 'nearest', inline: 'nearest'});
}

function send(cell, text, to) {
  if (cell.classList.contains('warned') && !confirm('Sel ini diisi oleh Alur. Tetap ubah?')) return;
  choose(cell);
  next = to;
  type.value.value = text;
  type.requestSubmit();
}

function dropDown(cell) {
  const field = document.createElement('select');
  const now = entered(cell);
  const known = lists[cell.dataset.list];
  for (const one of new Set(['', now, ...known])) field.add(new Option(one, one, false, one === now));
  field.addEventListener('change', () => send(cell, field.value));
  return field;
}

function textField(cell, text) {
  const field = document.createElement('input');
  field.type = 'text';
  field.value = text === undefined ? entered(cell) : text;
  field.addEventListener('keydown', key => {
    const to = {Enter: 'ArrowDown', Tab: 'Tab'}[key.key];
    if (!to) return;
    key.preventDefault();
    send(cell, field.value, BESIDE[to](cell));
  });
  return field;
}

function edit(cell, text) {
  const field = 'list' in cell.dataset ? dropDown(cell) : textField(cell, text);
  field.setAttribute('aria-label', cell.dataset.cell);
  let left = text === undefined ? field.value : entered(cell);
  field.addEventListener('keydown', key => {
    key.stopPropagation();
    if (key.key !== 'Escape') return;
    left = field.value;
    grid.focus();
  });
  // Whoever clicks elsewhere has finished typing; the field is gone when the page has been sent.
  field.addEventListener('blur', () => {
    if (field.type === 'text' && field.value !== left && !next) send(cell, field.value, pressed);
    field.remove();
  });
  cell.append(field);
  field.focus();
}

const BESIDE = {
  ArrowLeft: cell => cell.previousElementSibling,
  ArrowRight: cell => cell.nextElementSibling,
  Tab: cell => cell.nextElementSibling,
  ArrowUp: cell => cell.parentNode.previousElementSibling?.children[cell.cellIndex],
  ArrowDown: cell => cell.parentNode.nextElementSibling?.children[cell.cellIndex],
};

grid.addEventListener('keydown', key => {
  if (!chosen || key.target !== grid || key.ctrlKey || key.metaKey || key.altKey) return;
  if (key.key in BESIDE) {
    const to = BESIDE[key.key](chosen);
    if (to?.dataset.cell) choose(to);
  } else if (key.key === 'Enter' || key.key === 'F2') edit(chosen);
  else if (key.key === 'Delete' || key.key === 'Backspace') send(chosen, '');
  else if (key.key.length === 1) edit(chosen, key.key);
  else return;
  key.preventDefault();
});

let pressed = null;
grid.addEventListener('mousedown', at => { pressed = at.target.closest('td'); });

grid.addEventListener('click', at => {
  const cell = at.target.closest('td');
  const head = at.target.closest('th');
  if (at.target.closest('select, input, a')) return;
  if (cell) {
    choose(cell);
    if ('list' in cell.dataset) edit(cell);
  } else if (head?.dataset.row) choose(head.parentNode.querySelector('td'));
  else if (head?.dataset.column) choose(document.querySelector(`tbody td[data-cell^="${head.dataset.column}"]`));
});

grid.addEventListener('dblclick', at => {
  const cell = at.target.closest('td');
  if (cell && !cell.querySelector('select, input')) edit(cell);
});

for (const form of [type, act]) form.addEventListener('submit', keep);
type.who.addEventListener('change', () => { act.who.value = type.who.value; });

stay();
const [left, above, at] = JSON.parse(sessionStorage[place] || '[0, 0, null]');
if (at) choose(cellAt(at));
grid.scrollTo(left, above);
