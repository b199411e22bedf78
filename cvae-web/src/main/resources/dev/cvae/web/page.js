// Written by cvae export-web.
'use strict';

/*
 * The page: what to draw is typed, where the condition is one field of single characters, or put
 * together from controls that are made from the model's fields.
 */
(() => {
  const MOST_PICTURES = 20;
  const INK = [20, 32, 64]; // red, green, blue
  const DIGITS = [...'0123456789'];

  const model = globalThis.cvae;
  const element = (id) => document.getElementById(id);

  /** A new element with attributes (or listeners) and children. */
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') {
        made.addEventListener(name, value);
      } else if (value !== false) {
        made.setAttribute(name, value === true ? '' : value);
      }
    }
    made.append(...children);
    return made;
  }

  /** A number from N(0, 1), by Box and Muller. */
  function normal() {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    return radius * Math.cos(2 * Math.PI * Math.random());
  }

  // ---- What to draw ------------------------------------------------------------------------------

  /** The characters that stand for the categories, if there is one field and each has one. */
  function alphabet() {
    const [field, ...others] = model.fields;
    if (others.length > 0 || field?.kind !== 'category') {
      return undefined;
    }
    const names = field.names.length > 0 ? field.names : DIGITS.slice(0, field.size);
    return names.length === field.size && names.every((name) => [...name].length === 1)
      ? names
      : undefined;
  }

  /** A text whose characters are the pictures. */
  class Typing {
    constructor(characters, changed) {
      this.characters = characters;
      this.shown = [];
      this.input = element('text');
      this.isNumber = characters.every((character) => DIGITS.includes(character));
      this.input.inputMode = this.isNumber ? 'numeric' : 'text';
      element('typing').hidden = false;
      element('text-label').textContent = this.isNumber ? 'Type a number' : 'Type a word';
      element('title').textContent =
        this.isNumber ? 'A number in handwriting' : 'A word in handwriting';
      element('one-hand-label').textContent = 'One handwriting for all';
      this.input.value ||= characters.join('').slice(0, 10);
      this.input.addEventListener('input', () => changed());
    }

    /** The category of a character, in capitals or not; -1 if there is none. */
    code(character) {
      const forms = [character, character.toLowerCase(), character.toUpperCase()];
      return Math.max(...forms.map((form) => this.characters.indexOf(form)));
    }

    drawable(text) {
      return [...text].filter((character) => this.code(character) >= 0).slice(0, MOST_PICTURES);
    }

    /** Leaves out what cannot be drawn; what to say of it. */
    read() {
      const typed = this.input.value;
      const drawable = this.drawable(typed);
      const text = drawable.join('');
      if (text === typed) {
        return '';
      }
      const caret = this.drawable(typed.slice(0, this.input.selectionStart)).join('').length;
      this.input.value = text;
      this.input.setSelectionRange(caret, caret);
      return `Only ${this.characters[0]} to ${this.characters.at(-1)} can be drawn, ` +
        `at most ${MOST_PICTURES}.`;
    }

    /** The next pictures; those between the common start and end of the old text and the new change. */
    update(pictures, add) {
      const old = this.shown;
      const text = this.drawable(this.input.value);
      const shorter = Math.min(old.length, text.length);
      let start = 0;
      while (start < shorter && old[start] === text[start]) {
        start++;
      }
      let end = 0; // counted from the back
      while (end < shorter - start && old.at(-1 - end) === text.at(-1 - end)) {
        end++;
      }
      this.shown = text;
      return [
        ...pictures.slice(0, start),
        ...text.slice(start, text.length - end).map((character) => {
          const code = this.code(character);
          return add({[model.fields[0].name]: code}, this.characters[code], '');
        }),
        ...pictures.slice(old.length - end),
      ];
    }

    describe(pictures) {
      return pictures.map((picture) => picture.name).join('');
    }
  }

  /** A control for each field of the condition, and how many pictures. */
  class Controls {
    constructor(changed) {
      this.fields = model.fields.map((field, i) => new FieldControl(field, `field-${i}`, changed));
      this.count = make('input', {
        id: 'count', type: 'number', min: 1, max: MOST_PICTURES, input: changed,
        value: this.fields.some((control) => control.isEach())
          ? Math.min(this.round(), MOST_PICTURES)
          : 8,
      });
      const box = element('fields');
      box.hidden = false;
      box.append(
        ...this.fields.map((control) => control.box),
        make('div', {class: 'field'}, make('label', {for: 'count'}, 'How many'), this.count));
      element('paper').classList.add('large');
    }

    /** How many pictures it takes to have all combinations of what is taken in turn. */
    round() {
      return this.fields.reduce((product, control) =>
        (control.isEach() ? product * control.field.size : product), 1);
    }

    /** Puts as many into the box as can be drawn; what to say of it. */
    read() {
      if (Number(this.count.value) <= MOST_PICTURES) {
        return '';
      }
      this.count.value = MOST_PICTURES;
      return `At most ${MOST_PICTURES} pictures can be drawn.`;
    }

    /** Pictures keep their hands; only their conditions change. */
    update(pictures, add) {
      const count = Math.max(0, Math.round(Number(this.count.value)) || 0);
      return Array.from({length: count}, (_, i) => {
        let round = i;
        const condition = {};
        const names = [];
        const captions = [];
        for (const control of this.fields) {
          const value = control.value(round);
          round = control.isEach() ? Math.floor(round / control.field.size) : round;
          if (value !== undefined) {
            condition[control.field.name] = value;
            names.push(...control.names(value));
            captions.push(...(control.isEach() ? control.names(value) : []));
          }
        }
        const name = names.join(', ') || `picture ${i + 1}`;
        const caption = captions.join(', ');
        return pictures[i]?.become(condition, name, caption) ?? add(condition, name, caption);
      });
    }

    describe(pictures) {
      const all = this.round();
      return pictures.length < all ? `the first ${pictures.length} of ${all} in turn`
        : pictures.length === 1 ? 'one picture'
        : `${pictures.length} pictures`;
    }
  }

  /** What one field of the condition is chosen with. */
  class FieldControl {
    constructor(field, id, changed) {
      this.field = field;
      this.inputs = [];
      this.given = undefined;
      const content = this[field.kind](id, changed);
      const group = field.kind !== 'category';
      this.box = group
        ? make('fieldset', {class: 'field'}, make('legend', {}, field.name), ...content)
        : make('div', {class: 'field'}, make('label', {for: id}, field.name), ...content);
      if (group && field.mayBeMissing) {
        this.given = make('input', {
          type: 'checkbox', checked: true, id: `${id}-given`,
          change: () => {
            this.inputs.forEach((input) => {
              input.disabled = !this.given.checked;
            });
            changed();
          },
        });
        this.box.append(make('div', {class: 'given'},
          this.given, make('label', {for: `${id}-given`}, `${field.name} given`)));
      }
    }

    name(code) {
      return this.field.names[code] ?? String(code);
    }

    category(id, changed) {
      const options = Array.from({length: this.field.size}, (_, code) =>
        make('option', {value: code}, this.name(code)));
      const each = make('option', {value: 'each'}, 'each in turn');
      const any = this.field.mayBeMissing ? [make('option', {value: 'any'}, 'not given')] : [];
      this.inputs = [make('select', {id, change: changed}, each, ...options, ...any)];
      return this.inputs;
    }

    labels(id, changed) {
      this.inputs = Array.from({length: this.field.size}, (_, code) =>
        make('input', {type: 'checkbox', id: `${id}-${code}`, change: changed}));
      return [make('div', {class: 'choices'}, ...this.inputs.map((input, code) =>
        make('div', {}, input, make('label', {for: input.id}, this.name(code)))))];
    }

    numbers(id, changed) {
      const {name, mean, deviation} = this.field;
      const isVector = mean.length > 1;
      const rows = mean.map((m, i) => {
        const own = `${id}-${i}`;
        const output = make('output', {for: own});
        const show = () => {
          output.value = Number(input.value).toPrecision(3);
        };
        const input = make('input', {
          id: own, type: 'range', min: m - 3 * deviation[i], max: m + 3 * deviation[i],
          step: 'any', value: m, 'aria-label': isVector ? false : name,
          input: () => {
            show();
            changed();
          },
        });
        show();
        this.inputs.push(input);
        const label = isVector ? make('label', {for: own}, `${name} ${i + 1}`) : make('span');
        return make('div', {class: 'slider'}, label, output, input);
      });
      return rows;
    }

    /** Whether the pictures take the categories in turn. */
    isEach() {
      return this.field.kind === 'category' && this.inputs[0].value === 'each';
    }

    value(round) {
      if (this.given?.checked === false) {
        return undefined;
      }
      const {kind, size} = this.field;
      if (kind === 'labels') {
        return this.inputs.flatMap((input, code) => (input.checked ? [code] : []));
      } else if (kind === 'numbers') {
        return this.inputs.map((input) => Number(input.value));
      }
      const [{value}] = this.inputs;
      return value === 'any' ? undefined : value === 'each' ? round % size : Number(value);
    }

    /** A value in words. */
    names(value) {
      const {kind, name, names} = this.field;
      return kind === 'category' ? [names[value] ?? `${name} ${value}`]
        : kind === 'labels' ? value.map((code) => this.name(code))
        : [`${name} ${value.map((number) => number.toPrecision(3)).join(' ')}`];
    }
  }

  // ---- How it is drawn -----------------------------------------------------------------------------

  /** A hand: the random numbers that become a latent. */
  function newHand() {
    return {choice: Math.random(), noise: Float32Array.from({length: model.latent}, normal)};
  }

  /** Temperature, and how far the walk has gone along each of its latents. */
  class Studio {
    constructor(changed) {
      this.temperature = element('temperature');
      this.steps = model.walk.map((_, i) => element(`walk-${i}`));
      element('walk').hidden = model.walk.length === 0;
      element('up').hidden = model.walk.length < 2;
      const update = () => {
        this.show();
        changed();
      };
      [this.temperature, ...this.steps].forEach((input) => input.addEventListener('input', update));
      element('centre').addEventListener('click', () => this.walkTo([0, 0], update));
      const pad = element('pad');
      const follow = (event) => {
        const {left, top, width, height} = pad.getBoundingClientRect();
        const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
        this.walkTo([6 * x - 3, 3 - 6 * y], update);
      };
      pad.addEventListener('pointerdown', (event) => {
        pad.setPointerCapture(event.pointerId);
        follow(event);
      });
      pad.addEventListener('pointermove', (event) => {
        if (pad.hasPointerCapture(event.pointerId)) {
          follow(event);
        }
      });
      this.show();
    }

    walkTo(place, update) {
      this.steps.forEach((input, i) => {
        input.value = place[i];
      });
      update();
    }

    show() {
      element('temperature-value').value = Number(this.temperature.value).toFixed(2);
      this.steps.forEach((input, i) => {
        element(`walk-${i}-value`).value = Number(input.value).toFixed(1);
      });
      const [x, y] = [...this.steps.map((input) => Number(input.value)), 0, 0];
      element('dot').style.left = `${50 + (x / 6) * 90}%`;
      element('dot').style.top = `${50 - (y / 6) * 90}%`;
    }

    /** A hand's noise, at this temperature and after this walk. */
    noise(hand) {
      const noise = hand.noise.map((e) => Number(this.temperature.value) * e);
      model.walk.forEach((latent, i) => {
        noise[latent] += Number(this.steps[i].value);
      });
      return noise;
    }
  }

  /** One picture: a button that draws it anew. */
  class Picture {
    constructor(condition, name, caption, hand, redraw) {
      this.canvas = make('canvas', {width: model.image.width, height: model.image.height});
      this.caption = make('span');
      this.button = make('button', {type: 'button', click: () => redraw(this)},
        this.canvas, this.caption);
      this.canvas.classList.toggle('ink', model.image.channels === 1);
      this.hand = hand;
      this.become(condition, name, caption);
    }

    become(condition, name, caption) {
      this.condition = condition;
      this.name = name;
      this.caption.textContent = caption;
      this.button.setAttribute('aria-label', `${name}; draw anew`);
      return this;
    }

    draw(studio) {
      const noise = studio.noise(this.hand);
      const z = this.hand.isForAll // a latent that goes with all conditions: the prior's
        ? model.priorLatentOf(noise, this.condition)
        : model.latentOf({choice: this.hand.choice, noise}, this.condition);
      const mean = model.decode(z, this.condition);
      const {channels, width, height} = model.image;
      const image = new ImageData(width, height); // (height, width, 4), clamped to 0..255
      const plane = width * height;
      for (let i = 0; i < plane; i++) {
        image.data.set(
          channels === 1
            ? [...INK, 255 * mean[i]]
            : [255 * mean[i], 255 * mean[plane + i], 255 * mean[2 * plane + i], 255],
          4 * i);
      }
      this.canvas.getContext('2d').putImageData(image, 0, 0);
    }
  }

  // ---- The page --------------------------------------------------------------------------------------

  class Page {
    constructor() {
      const characters = alphabet();
      const changed = () => this.change();
      this.source = characters ? new Typing(characters, changed) : new Controls(changed);
      this.studio = new Studio(() => this.drawSoon());
      this.pictures = [];
      this.hand = undefined; // one for all
      element('form').addEventListener('submit', (event) => {
        event.preventDefault();
        this.redrawAll();
      });
      element('one-hand').checked = false;
      element('one-hand').addEventListener('change', () => this.redrawAll());
      element('download').addEventListener('click', () => this.download());
      element('about').textContent = about();
      this.change();
    }

    /** What the source wants drawn, and no more than that. */
    change() {
      const objection = this.source.read();
      const known = new Set(this.pictures);
      this.pictures = this.source.update(this.pictures, (condition, name, caption) =>
        new Picture(condition, name, caption, this.nextHand(), (picture) =>
          this.redraw(picture)));
      element('paper').replaceChildren(...this.pictures.map(({button}) => button));
      if (this.source instanceof Typing) {
        this.pictures.filter((picture) => !known.has(picture)).forEach((p) => p.draw(this.studio));
      } else {
        this.drawAll();
      }
      this.say(objection || this.drew(''));
    }

    /** The hand for a new picture. */
    nextHand() {
      if (!element('one-hand').checked) {
        return newHand();
      }
      this.hand ??= {...newHand(), isForAll: true};
      return this.hand;
    }

    redrawAll() {
      this.hand = undefined;
      this.pictures.forEach((picture) => {
        picture.hand = this.nextHand();
      });
      this.drawAll();
      this.say(this.drew(' anew'));
    }

    redraw(picture) {
      picture.hand = newHand();
      picture.draw(this.studio);
      this.say(`Drew ${picture.name} anew.`);
    }

    drawAll() {
      this.pictures.forEach((picture) => picture.draw(this.studio));
    }

    /** Once before the browser paints, however often a slider moves. */
    drawSoon() {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = undefined;
        this.drawAll();
      });
    }

    drew(how) {
      const nothing = this.pictures.length === 0;
      return nothing ? 'Nothing to draw yet.' : `Drew ${this.source.describe(this.pictures)}${how}.`;
    }

    say(text) {
      element('status').textContent = text;
    }

    /** All pictures, eight times as large, in lines of ten, as PNG. */
    download() {
      const {width, height} = model.image;
      const columns = Math.min(10, Math.max(1, this.pictures.length));
      const lines = Math.max(1, Math.ceil(this.pictures.length / columns));
      const sheet = make('canvas', {width: 8 * width * columns, height: 8 * height * lines});
      const context = sheet.getContext('2d');
      context.fillStyle = '#fffdf8';
      context.fillRect(0, 0, sheet.width, sheet.height);
      context.imageSmoothingQuality = 'high';
      this.pictures.forEach(({canvas}, i) => {
        const [x, y] = [i % columns, Math.floor(i / columns)];
        context.drawImage(canvas, 8 * width * x, 8 * height * y, 8 * width, 8 * height);
      });
      sheet.toBlob((blob) => {
        const link = make('a', {href: URL.createObjectURL(blob), download: 'pictures.png'});
        link.click();
        URL.revokeObjectURL(link.href);
      });
      this.say('The picture is in your downloads.');
    }
  }

  /** What the network is, in a few words. */
  function about() {
    const count = Object.values(model.tensors)
      .reduce((sum, {numbers}) => sum + numbers.length, 0);
    const bits = {float32: 32, float16: 16, int8: 8, int4: 4}[model.precision];
    return `Trained on ${model.data}: ${count.toLocaleString('en')} numbers of ${bits} bits, ` +
      `${model.latent} latents.`;
  }

  if (model === undefined) {
    element('status').textContent =
      'The weights did not load: weights.js must lie beside this page.';
  } else {
    new Page();
  }
})();
