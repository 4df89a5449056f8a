'use strict';

// Everything that comes from the dataset is put in as text, never as markup.
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const manifest = read('manifest');
  const diff = read('diff');
  const audit = read('audit');
  const tally = read('tally');
  const sample = read('sample');
  const rowCounts = {};
  for (const [folder, n] of Object.entries(manifest.rows || {})) {
    const kind = folder.replace(/-validation$/, '');
    rowCounts[kind] = (rowCounts[kind] || 0) + n;
  }
  const steps = manifest.steps || [];

  const byId = id => document.getElementById(id);
  const count = n => Number(n || 0).toLocaleString('en');
  const plain = n => String(Math.round(n * 1000) / 1000);
  const sum = counts => Object.values(counts || {}).reduce((a, b) => a + b, 0);

  /** Makes an element; strings among the children become text. */
  function el(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name in made) made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
    return made;
  }

  /** A table that scrolls by itself when it is too wide; numbers are set to the right. */
  function table(caption, heads, rows) {
    const cell = value =>
      value instanceof Node ? el('td', { className: 'text' }, value)
        : typeof value === 'number' ? el('td', { className: 'number' }, count(value))
          : el('td', { className: 'text' }, String(value ?? '–'));
    const isNumber = i => rows.length > 0 && rows.every(row => typeof row[i] === 'number');
    return el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption },
      el('table', {},
        el('caption', {}, caption),
        el('thead', {}, el('tr', {}, heads.map((head, i) =>
          el('th', { scope: 'col', className: isNumber(i) ? 'number' : '' }, head)))),
        el('tbody', {}, rows.map(row => el('tr', {}, row.map(cell))))));
  }

  // Charts

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const charts = [];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => dark.matches
    ? ['#4fa8e8', '#f0a35e', '#63c9a0', '#d78ac0', '#c9c46a']
    : ['#1f77b4', '#c8641b', '#2a8a63', '#a3508c', '#7d7a1c'];

  function draw(chart) {
    if (chart.drawn) chart.drawn.dispose();
    chart.drawn = echarts.init(chart.box, null, { renderer: 'svg' });
    const text = { color: colour('--ink') };
    chart.drawn.setOption({
      color: palette(),
      backgroundColor: 'transparent',
      animation: !still.matches,
      textStyle: { ...text, fontFamily: 'system-ui, sans-serif' },
      aria: { enabled: true, label: { description: chart.title + '. The figures are in the table below it.' } },
      legend: { textStyle: text, top: 0 },
      // No HTML in tooltips: names of instructions and reasons come from the data.
      tooltip: { renderMode: 'richText', confine: true, trigger: chart.trigger,
        backgroundColor: colour('--paper'), borderColor: colour('--line'), textStyle: text },
      ...chart.option(),
    });
  }

  /** Adds a chart and, for those who do not see it, its figures as a table. */
  function figure(into, title, option, asTable, { height, trigger = 'axis', wide = false, note } = {}) {
    const box = el('div', { className: 'plot', role: 'img' });
    if (height) box.style.height = height + 'px';
    into.append(el('figure', {},
      el('h3', {}, title),
      wide ? el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': title + ', chart' }, box) : box,
      note ? el('figcaption', {}, note) : null,
      el('details', {}, el('summary', {}, 'As a table'), asTable)));
    const chart = { box, title, option, trigger };
    charts.push(chart);
    draw(chart);
    new ResizeObserver(() => chart.drawn.resize()).observe(box);
  }

  dark.addEventListener('change', () => charts.forEach(draw));

  const axis = more => ({
    axisLabel: { color: colour('--soft') },
    axisLine: { lineStyle: { color: colour('--line') } },
    splitLine: { lineStyle: { color: colour('--line') } },
    ...more,
  });

  /** Bars for each of the names, a series beside or on another. */
  function bars(into, title, names, series, { stack = true, lying = false, note, digits = count } = {}) {
    const shown = Object.entries(series);
    const option = () => {
      const named = axis({ type: 'category', data: names, inverse: lying });
      const numbered = axis({ type: 'value', minInterval: digits === count ? 1 : undefined, axisLabel: {
        color: colour('--soft'), formatter: n => n >= 1e6 ? n / 1e6 + 'M' : n >= 1000 ? n / 1000 + 'k' : String(n) } });
      if (lying) named.axisLabel = { ...named.axisLabel, width: innerWidth < 600 ? 110 : 190, overflow: 'truncate' };
      return {
        legend: { show: shown.length > 1, textStyle: { color: colour('--ink') }, top: 0 },
        grid: { left: 8, right: 16, top: shown.length > 1 ? 32 : 12, bottom: 4, containLabel: true },
        xAxis: lying ? numbered : named,
        yAxis: lying ? named : numbered,
        series: shown.map(([name, data]) =>
          ({ name, type: 'bar', stack: stack ? 'all' : undefined, barMaxWidth: 28, data })),
      };
    };
    figure(into, title, option,
      table(title, ['', ...shown.map(([name]) => name)],
        names.map((name, i) => [name, ...shown.map(([, data]) =>
          digits === count ? data[i] : digits(data[i]))])),
      { note, height: lying ? 70 + 26 * names.length : undefined });
  }

  // What it holds

  const kinds = {
    sft: 'SFT rows', dpo: 'Preference pairs', rlvr: 'Reward tasks', instructions: 'Verified instructions',
    rejected: 'Rejected', failures: 'Failures',
  };

  function overview() {
    byId('title').textContent = 'Dataset ' + manifest.version;
    document.title = manifest.version + ' – dataset report';
    const cards = el('dl', { className: 'cards' });
    const card = (name, value) => cards.append(el('div', {}, el('dt', {}, name), el('dd', {}, value)));
    for (const [kind, name] of Object.entries(kinds)) card(name, count(rowCounts[kind]));
    card('Functions', count(tally.functions));
    card('Test cases', count(tally.cases));
    for (const [level, n] of Object.entries(tally.levels)) card('Pairs, ' + level + ' level', count(n));
    if (manifest.cost !== undefined) card('Cost', String(manifest.cost));
    byId('overview').append(cards);
    const settings = manifest.settings || {};
    const models = Object.entries(settings.models || {});
    byId('summary').textContent = [
      settings.dataset ? 'online DPO on the tasks of ' + settings.dataset : 'preset ' + (settings.method || {}).preset,
      ...models.map(([role, model]) => role + ' ' + model),
      diff ? 'compared to ' + diff.base : 'compared to no other version',
      manifest.unpublished ? 'not published: ' + manifest.unpublished.join('; ') : null,
    ].filter(Boolean).join(' · ');
  }

  // Funnel

  /** What a step counts when it refuses something for this reason. */
  function unit(step, reason) {
    if (step === 'PairPreferences') return 'prompts';
    if (step === 'Decontaminate') return 'rows';
    if (step === 'GenerateVerifiers' && (reason === 'verifier_truncated' || reason === 'unreadable_answer')) return 'functions';
    if (step === 'RepairVerifiers') return 'functions';
    if (step === 'GenerateNearMisses' || step === 'JudgeCases') return 'cases';
    if (step === 'FilterByEntailment' && reason === 'judgement_truncated') return 'functions';
    if (/^function_/.test(reason)) return 'functions';
    if (/^case_/.test(reason)) return 'cases';
    if (/^response_/.test(reason)) return 'responses';
    if (/^(task|rewrite)_/.test(reason)) return 'tasks';
    if (/^query_/.test(reason)) return 'queries';
    if (/^instruction_/.test(reason) || (step === 'SelfInstruct' && /^(duplicate|not_an_instruction)$/.test(reason))) return 'instructions';
    return null;
  }

  function lanes() {
    const of = name => steps.find(s => s.step === name) || {};
    const kept = name => of(name).kept || 0;
    const rows = (rowCounts.sft || 0) + (rowCounts.dpo || 0) + (rowCounts.rlvr || 0);
    const late = sum(Object.fromEntries(Object.entries(of('AttachQueries').rejected || {})
      .filter(([reason]) => unit('AttachQueries', reason) === 'instructions')));
    // Without SFT rows, what no step refused of the answers that came.
    const accepted = steps.some(s => s.step === 'BuildSftExamples') ? kept('BuildSftExamples')
      : ((((of('SampleResponses').calls || {}).policy || {}).completions || 0) - steps.reduce((n, s) =>
        n + Object.entries(s.rejected || {}).reduce((m, [reason, k]) =>
          m + (unit(s.step, reason) === 'responses' ? k : 0), 0), 0));
    const ends = {
      instructions: ['Instructions', 'with tasks', (rowCounts.instructions || 0) - late],
      functions: ['Functions', 'verify answers', tally.functions],
      cases: ['Test cases', 'agreed upon', tally.cases],
      tasks: ['Tasks', 'reward tasks', kept('BuildRewardTasks')],
      responses: ['Responses', 'accepted', accepted],
      prompts: ['Pairs, and prompts without', 'pairs', kept('PairPreferences')],
      rows: ['Rows', null, rows],
    };
    return Object.entries(ends).map(([key, [name, end, left]]) => {
      const stages = steps.map(s => {
        const refused = [...Object.entries(s.rejected || {}), ...Object.entries(s.failed || {})]
          .filter(([reason]) => unit(s.step, reason) === key);
        return { step: s.step, refused };
      }).filter(stage => stage.refused.length > 0);
      const total = left + stages.reduce((n, stage) => n + stage.refused.reduce((m, [, k]) => m + k, 0), 0);
      return { name, end, left, stages, total };
    }).filter(lane => lane.total > 0);
  }

  function laneSeries(lane, top, height) {
    const labels = {};
    const nodes = [];
    const links = [];
    const node = (id, label, value, refused) => {
      labels[id] = label + ' ' + count(value);
      nodes.push({ name: id, itemStyle: { color: refused ? palette()[1] : palette()[0] } });
    };
    const link = (source, target, value) => {
      if (value > 0) links.push({ source, target, value });
    };
    let at = lane.name;
    let left = lane.total;
    node(at, lane.name, left, false);
    lane.stages.forEach((stage, i) => {
      for (const [reason, n] of stage.refused) {
        node(stage.step + ' ' + reason, reason.replaceAll('_', ' '), n, true);
        link(at, stage.step + ' ' + reason, n);
        left -= n;
      }
      if (left > 0) {
        const last = i === lane.stages.length - 1 && lane.end;
        node(stage.step, last ? lane.end : stage.step, left, false);
        link(at, stage.step, left);
        at = stage.step;
      }
    });
    if (lane.name === 'Rows') {
      for (const kind of ['sft', 'dpo', 'rlvr']) {
        if (rowCounts[kind]) {
          node(kind, kinds[kind], rowCounts[kind], false);
          link(at, kind, rowCounts[kind]);
        }
      }
    } else if (lane.stages.length === 0) {
      node('end', lane.end, left, false);
      link(at, 'end', left);
    }
    return {
      type: 'sankey', top, height, left: 4, right: 210, nodeWidth: 12, nodeGap: 14, nodeAlign: 'left', draggable: false,
      layoutIterations: 0, emphasis: { focus: 'adjacency' }, lineStyle: { color: 'source', opacity: 0.25, curveness: 0.5 },
      label: { color: colour('--ink'), fontSize: 12, formatter: p => labels[p.name] },
      tooltip: { formatter: p => p.dataType === 'edge'
        ? labels[p.data.source] + ' → ' + labels[p.data.target] : labels[p.name] },
      data: nodes, links,
    };
  }

  function funnel() {
    const all = lanes();
    const gap = 34;
    const heights = all.map(lane => Math.max(46, 30 * Math.max(1 + lane.stages.length,
      ...lane.stages.map(stage => stage.refused.length + 1), lane.name === 'Rows' ? 3 : 1)));
    const total = heights.reduce((a, b) => a + b + gap, 0);
    figure(byId('funnel'), 'From instructions to rows',
      () => {
        let top = 10;
        return {
          legend: { show: false },
          series: all.map((lane, i) => {
            const made = laneSeries(lane, top, heights[i]);
            top += heights[i] + gap;
            return made;
          }),
        };
      },
      table('Steps', ['Step', 'Kept', 'Rejected', 'Failed', 'Why'], steps.map(step => [
        step.step, step.kept, sum(step.rejected), sum(step.failed),
        [...Object.entries(step.rejected), ...Object.entries(step.failed)]
          .map(([reason, n]) => reason + ' ' + count(n)).join(', ') || '–'])),
      { height: total, trigger: 'item', wide: true });
  }

  // Distributions

  function distributions() {
    const grid = byId('distributions').querySelector('.grid');
    const titles = {
      function_accuracy: ['Function accuracy', { note: 'Share of the test cases on which a function is right.' }],
      pass_rate: ['Pass rate of answers', { note: 'Share of the functions that accept an answer.' }],
      score: ['Score of answers', { note: 'Mean of the judge’s scores, rounded down.' }],
      prompt_length: ['Length of prompts', { note: 'Characters.' }],
      answer_length: ['Length of answers', { note: 'Characters.' }],
      families: ['Constraint families of instructions', { lying: true, note: 'Guessed from the words of the instruction.' }],
      row_families: ['Constraint families of ' + (rowCounts.sft ? 'SFT rows' : 'pairs'), { lying: true }],
      languages: ['Language of answers', { lying: true, note: 'Guessed from script and common words.' }],
    };
    for (const [key, [title, how]] of Object.entries(titles)) {
      const { bins, series } = tally.distributions[key];
      if (Object.keys(series).length > 0) bars(grid, title, bins, series, how);
    }
  }

  // Calls

  function calls() {
    const grid = byId('calls').querySelector('.grid');
    const asked = [];
    for (const step of steps) {
      for (const [role, usage] of Object.entries(step.calls || {})) asked.push({ name: step.step + ', ' + role, ...usage });
    }
    if (asked.length === 0) {
      grid.before(el('p', {}, 'No step asked a model.'));
      return;
    }
    const names = asked.map(a => a.name);
    const of = field => asked.map(a => a[field] || 0);
    const lying = { lying: true };
    bars(grid, 'Requests', names, { answered: of('requests'), 'sent again': of('retries') }, lying);
    bars(grid, 'Tokens', names, {
      'prompt, cached': of('cached_tokens'),
      prompt: asked.map(a => (a.prompt_tokens || 0) - (a.cached_tokens || 0)),
      completion: of('completion_tokens'),
    }, lying);
    if (asked.some(a => a.latency_ms)) {
      const latency = i => asked.map(a => (a.latency_ms || [])[i] ?? 0);
      bars(grid, 'Latency in milliseconds', names,
        { 'half under': latency(0), '90 % under': latency(1), '99 % under': latency(2) }, { lying: true, stack: false });
    }
    if (asked.some(a => a.cost !== undefined)) bars(grid, 'Cost', names, { cost: of('cost') }, { lying: true, digits: String });
    const priced = manifest.cost !== undefined;
    const line = (name, a) => [name, a.records, a.completions, a.requests, a.retries, a.prompt_tokens, a.cached_tokens,
      a.completion_tokens, (a.latency_ms || []).join(' / ') || '–', ...(priced ? [String(a.cost ?? '–')] : [])];
    byId('calls').append(table('Calls by step and role',
      ['Step and role', 'Records', 'Completions', 'Requests', 'Sent again', 'Prompt tokens', 'Cached', 'Completion tokens',
        'p50 / p90 / p99 ms', ...(priced ? ['Cost'] : [])],
      [...asked.map(a => line(a.name, a)), ...Object.entries(manifest.calls || {}).map(([role, a]) => line('all, ' + role, a))]));
  }

  // Instructions

  function instructions() {
    const section = byId('instructions');
    const list = (title, items) => section.append(el('h3', {}, title), items.length === 0
      ? el('p', {}, 'There are no tasks.')
      : table('By mean pass rate', ['Instruction', 'Family', 'Pass rate', 'Tasks', 'Answers', ''], items.map(item => [
        item.instruction, item.family, plain(item.pass_rate), item.tasks, item.answers,
        el('button', { type: 'button', className: 'small', onclick: () => show('rlvr', item.id),
          'aria-label': 'Tasks of: ' + item.instruction }, 'Tasks')])));
    list('Hardest', tally.hardest);
    list('Easiest', tally.easiest);
  }

  // Rows

  const PAGE = 10;
  const state = { page: 0, found: [] };

  const verdict = text => text === 'true' ? el('span', { className: 'good' }, '✓ accepts')
    : text === 'false' ? el('span', { className: 'bad' }, '✗ refuses')
      : text === undefined ? '–' : el('span', { className: 'bad' }, '⚠ ' + text);
  const said = (who, text, how) => el('div', { className: 'said ' + (how || '') }, el('b', {}, who), text);
  const code = source => el('pre', { tabIndex: 0 }, source);
  const dialogue = messages => messages.map(m => typeof m === 'string' ? el('p', {}, m) : said(m.role, m.content));

  function fields(pairs) {
    return el('dl', { className: 'fields' }, pairs.filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [el('dt', {}, name), el('dd', {}, value instanceof Node ? value : String(value))]));
  }

  /** The functions of some instructions, with what each said of an answer. */
  function functions(ids, verdicts) {
    let at = 0;
    return ids.map(id => {
      const known = sample.instructions[id];
      if (!known) return el('p', {}, 'Instruction ' + id + ' is not in this version.');
      return el('div', {}, el('h5', {}, known.instruction), table('Functions of: ' + known.instruction,
        ['Verdict', 'Accuracy', 'Back-translation', 'Source'], known.functions.map(f => typeof f === 'string' ? [f] : [
          verdicts ? verdict(verdicts[at++]) : '–', f.accuracy === undefined ? '–' : plain(f.accuracy),
          [f.back_translation, f.entailment && '(' + f.entailment + ')'].filter(Boolean).join(' ') || '–',
          code(f.source)])));
    });
  }

  function answers(task, besides) {
    const others = (sample.answers[task] || []).filter(a => typeof a !== 'string' && a.id !== besides);
    if (others.length === 0) return [el('p', {}, 'None.')];
    return others.map(a => el('div', {},
      said(a.reason ? '✗ ' + a.reason + ' – ' + a.detail : '✓ accepted'
        + (a.score === undefined ? '' : ', score ' + plain(a.score)), a.text, a.reason ? 'bad' : 'good'),
      a.verdicts ? el('p', { className: 'soft' }, 'Verdicts: ' + a.verdicts.join(', ')) : null,
      a.errors ? el('p', { className: 'soft' }, 'Errors: ' + a.errors.join('; ')) : null));
  }

  /** Any JSON, legibly. */
  function anything(value, name) {
    if (value === null || value === undefined) return '–';
    if (typeof value !== 'object') {
      const text = String(value);
      return /^(source|function)$/.test(name) ? code(text) : text.includes('\n') || text.length > 120 ? said('', text) : text;
    }
    if (Array.isArray(value)) {
      if (value.some(v => v && v.role && v.content !== undefined)) return el('div', {}, dialogue(value));
      const objects = value.filter(v => v && typeof v === 'object' && !Array.isArray(v));
      if (objects.length > 0) {
        const heads = [...new Set(objects.flatMap(Object.keys))];
        return table(name, heads, value.map(v => v && typeof v === 'object'
          ? heads.map(h => v[h] === undefined ? '–' : anything(v[h], h)) : [String(v)]));
      }
      return value.length === 0 ? 'none' : el('div', {}, value.map(v => said('', String(v))));
    }
    return fields(Object.entries(value).map(([key, v]) => [key, anything(v, key)]));
  }

  const h = text => el('h4', {}, text);
  const last = messages => messages[messages.length - 1] || {};

  const details = {
    sft: row => [
      fields([['id', row.id], ['task', row.task_id], ['pass rate', plain(row.pass_rate)],
        ['score', row.score === undefined ? undefined : plain(row.score)]]),
      h('Prompt'), dialogue(row.messages.slice(0, -1)), h('Response'), dialogue(row.messages.slice(-1)),
      h('Functions and verdicts'), functions(row.instruction_ids, row.verdicts),
      h('Other answers to the same prompt'), answers(row.task_id, row.id)],
    dpo: row => [
      fields([['id', row.id], ['level', row.level]]),
      h('Prompt'), dialogue(row.prompt),
      h('Chosen'), row.chosen.map(m => said('accepted by ' + plain(100 * row.chosen_pass_rate) + ' % of the functions', m.content, 'good')),
      h('Rejected'), row.rejected.map(m => said('accepted by ' + plain(100 * row.rejected_pass_rate) + ' % of the functions', m.content, 'bad')),
      h('Functions'), functions(row.instruction_ids)],
    rlvr: row => [
      fields([['id', row.id], ['mean pass rate', plain(row.pass_rate)], ['answers', row.responses]]),
      h('Prompt'), dialogue(row.prompt), h('Functions'), functions(row.instruction_ids),
      h('Answers'), answers(row.id)],
    instructions: row => [
      fields([['id', row.id], ['origin', row.origin]]), said('instruction', row.instruction),
      h('Functions'), functions([row.id]),
      h('Test cases'), anything(row.cases, 'Test cases')],
    rejected: row => [
      fields([['step', row.step], ['reason', row.reason], ['id', row.id], ['why', row.detail]]),
      h('Record'), anything(row.record, 'record')],
    failures: row => [
      fields([['step', row.step], ['kind', row.kind], ['id', row.id], ['message', row.message], ['attempts', row.attempts]]),
      h('Input'), anything(row.record, 'record')],
  };

  const headline = {
    sft: row => last(row.messages.slice(0, -1)).content,
    dpo: row => last(row.prompt).content,
    rlvr: row => last(row.prompt).content,
    instructions: row => row.instruction,
    rejected: row => row.detail || row.id,
    failures: row => row.message || row.id,
  };
  const tag = row => row.reason || row.kind || row.level
    || (row.pass_rate === undefined ? undefined : 'pass rate ' + plain(row.pass_rate));

  const texts = new Map();
  function textOf(row) {
    if (!texts.has(row)) texts.set(row, JSON.stringify(row).toLowerCase());
    return texts.get(row);
  }

  function options(select, names, all) {
    const before = select.value;
    select.replaceChildren(el('option', { value: '' }, all), ...names.map(name => el('option', { value: name }, name)));
    select.value = names.includes(before) ? before : '';
    select.disabled = names.length === 0;
  }

  const kindOf = () => byId('kind').value;
  const rowsOf = kind => sample.rows[kind] || [];

  function filter() {
    const kind = kindOf();
    const rows = rowsOf(kind);
    const unique = values => [...new Set(values.filter(Boolean))].sort();
    options(byId('step'), unique(rows.map(row => row.step)), 'all');
    const step = byId('step').value;
    const reason = row => row.reason || row.kind || row.level;
    options(byId('reason'), unique(rows.filter(row => !step || row.step === step).map(reason)), 'all');
    const why = byId('reason').value;
    const find = byId('find').value.trim().toLowerCase();
    state.found = rows.filter(row => (!step || row.step === step) && (!why || reason(row) === why)
      && (!find || textOf(row).includes(find)));
    state.page = 0;
    page();
  }

  function page() {
    const pages = Math.max(1, Math.ceil(state.found.length / PAGE));
    state.page = Math.max(0, Math.min(pages - 1, state.page));
    const from = state.page * PAGE;
    const kind = kindOf();
    byId('list').replaceChildren(...state.found.slice(from, from + PAGE).map(row => {
      const body = el('div', { className: 'body' });
      const headlineText = String(headline[kind](row) || '').replace(/\s+/g, ' ');
      const box = el('details', {},
        el('summary', {}, tag(row) ? el('span', { className: 'tag' }, tag(row)) : null,
          headlineText.length > 160 ? headlineText.slice(0, 160) + '…' : headlineText), body);
      box.addEventListener('toggle', () => {
        if (box.open && !body.hasChildNodes()) body.append(...details[kind](row).flat());
      });
      return el('li', {}, box);
    }));
    byId('position').textContent = state.found.length === 0 ? 'No row matches'
      : 'Rows ' + count(from + 1) + ' to ' + count(Math.min(from + PAGE, state.found.length)) + ' of ' + count(state.found.length);
    byId('first').disabled = byId('previous').disabled = state.page === 0;
    byId('next').disabled = byId('last').disabled = state.page === pages - 1;
    const held = rowsOf(kind).length;
    const there = rowCounts[kind] || 0;
    byId('sampled').textContent = held < there
      ? 'A sample: this page holds ' + count(held) + ' of the ' + count(there) + ' rows of this kind, chosen by their hashes. '
        + '“autoif inspect” shows all of them.'
      : 'This page holds all ' + count(there) + ' rows of this kind.';
  }

  function turn(to, focus) {
    state.page = to;
    page();
    if (focus) (byId('list').querySelector('summary') || byId('kind')).focus();
  }

  function show(kind, find) {
    byId('kind').value = kind;
    byId('step').value = byId('reason').value = '';
    byId('find').value = find;
    filter();
    byId('rows').scrollIntoView();
    byId('find').focus({ preventScroll: true });
  }

  function viewer() {
    byId('kind').replaceChildren(...Object.keys(kinds).filter(kind => rowsOf(kind).length > 0)
      .map(kind => el('option', { value: kind }, kinds[kind])));
    for (const id of ['kind', 'step', 'reason']) byId(id).addEventListener('change', filter);
    byId('find').addEventListener('input', filter);
    byId('filter').addEventListener('submit', event => event.preventDefault());
    byId('first').onclick = () => turn(0);
    byId('previous').onclick = () => turn(state.page - 1);
    byId('next').onclick = () => turn(state.page + 1);
    byId('last').onclick = () => turn(Infinity);
    byId('list').addEventListener('keydown', event => {
      if (event.target.tagName !== 'SUMMARY' || event.altKey || event.ctrlKey || event.metaKey) return;
      const rows = [...byId('list').querySelectorAll(':scope > li > details > summary')];
      const at = rows.indexOf(event.target);
      const go = {
        ArrowDown: () => rows[Math.min(rows.length - 1, at + 1)].focus(),
        ArrowUp: () => rows[Math.max(0, at - 1)].focus(),
        ArrowRight: () => turn(state.page + 1, true),
        ArrowLeft: () => turn(state.page - 1, true),
        Home: () => turn(0, true),
        End: () => turn(Infinity, true),
      }[event.key];
      if (go && at >= 0) {
        event.preventDefault();
        go();
      }
    });
    if (byId('kind').options.length === 0) {
      byId('sampled').textContent = 'This version has no rows.';
      byId('filter').hidden = byId('pager').hidden = true;
    } else {
      filter();
    }
  }

  // Precision

  function precision() {
    if (!audit) {
      byId('precision').append(el('p', {}, 'No labels were given for this version: “autoif audit-sample” writes a sample for them.'));
      return;
    }
    const share = n => n === undefined ? '–' : (100 * n).toFixed(1) + ' %';
    byId('precision').append(table('Labelled answers',
      ['Rows', 'Right', 'Wrong', 'Unsure', 'Precision', '95 % interval'],
      audit.precision.map(kind => [kind.kind, kind.right, kind.wrong, kind.unsure, share(kind.precision),
        share(kind.low) + ' to ' + share(kind.high)])));
  }

  // Tricks

  function tricks() {
    const all = manifest.tricks || [];
    if (all.length === 0) {
      byId('tricks').append(el('p', {}, 'No trick was tried on the functions of this version.'));
      return;
    }
    const share = (trick, of) => (100 * trick[of] / Math.max(1, trick.functions)).toFixed(1) + ' %';
    byId('tricks').append(table('Share of functions fooled', ['Trick', 'Functions', 'Fooled', 'Behind the guards'],
      all.map(trick => [trick.trick.replaceAll('_', ' '), trick.functions, share(trick, 'fooled'), share(trick, 'rewarded')])));
  }

  // Changes and settings

  function changes() {
    const section = byId('changes');
    if (!diff) {
      section.append(el('p', {}, 'This version was compared to no other.'));
      return;
    }
    const names = { instructions: 'Instructions', rlvr: 'Reward tasks', sft: 'SFT rows', dpo: 'Preference pairs' };
    const folders = Object.keys(names).filter(name => diff[name]);
    const of = kind => folders.map(name => diff[name][kind] || 0);
    section.append(el('p', {}, 'Compared to version ' + diff.base + '.'));
    bars(section, 'Rows that stayed, came, changed and went', folders.map(name => names[name]),
      { same: of('same'), added: of('added'), changed: of('changed'), dropped: of('dropped') }, { lying: true });
    const why = folders.flatMap(name => Object.entries(diff[name].why || {}).flatMap(([kind, reasons]) =>
      Object.entries(reasons).map(([reason, n]) => [names[name], kind, reason, n])));
    if (why.length > 0) section.append(table('Why', ['Rows', 'Change', 'Reason', 'Number'], why));
    const listed = diff.changed_instructions || [];
    if (listed.length > 0) {
      section.append(el('details', {}, el('summary', {}, 'Instructions that are not the same (' + count(listed.length) + ')'),
        table('Instructions', ['Change', 'Instruction', 'Reason'], listed.map(i => [i.change, i.instruction, i.why]))));
    }
  }

  function settings() {
    byId('settings').append(el('details', {}, el('summary', {}, 'As in manifest.json'),
      el('pre', { tabIndex: 0 }, JSON.stringify(manifest.settings, null, 2))));
  }

  overview();
  funnel();
  distributions();
  calls();
  instructions();
  precision();
  tricks();
  viewer();
  changes();
  settings();
  document.documentElement.dataset.ready = 'true';
})();
