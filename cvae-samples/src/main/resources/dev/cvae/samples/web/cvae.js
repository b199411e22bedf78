// Written by cvae export-web.
'use strict';

/*
 * Draws typed digits with the decoder p(x|z,c) of a conditional variational auto-encoder.
 *
 * For each digit c, z is drawn from N(0, I) and goes with c through fully connected layers to the
 * mean of p(x|z,c), one value a pixel. The layers' weights come from weights.js, rounded to bytes.
 */
(() => {
  const MOST_DIGITS = 12;
  const INK = [20, 32, 64]; // red, green, blue

  // ---- The decoder -----------------------------------------------------------------------------

  const ACTIVATIONS = {
    identity: (x) => x,
    relu: (x) => Math.max(x, 0),
    tanh: Math.tanh,
    sigmoid: (x) => 1 / (1 + Math.exp(-x)),
    softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  };

  /** Base64 as bytes. */
  function bytes(base64) {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }

  /** Base64 as little-endian 32-bit floats. */
  function floats(base64) {
    const view = new DataView(bytes(base64).buffer);
    return Float32Array.from({length: view.byteLength / 4}, (_, i) => view.getFloat32(4 * i, true));
  }

  /** A layer of weights.js with its weights as floats: scale · byte, one scale an output. */
  function restored({outputs, inputs, weights, scales, biases}) {
    const steps = new Int8Array(bytes(weights).buffer); // (outputs, inputs)
    const scale = floats(scales); // (outputs)
    return {
      outputs,
      inputs,
      weights: Float32Array.from(steps, (step, i) => scale[Math.floor(i / inputs)] * step),
      biases: floats(biases), // (outputs)
    };
  }

  /** f(Wx + b). */
  function forward(layer, x, f) { // x: (inputs)
    const y = new Float32Array(layer.outputs);
    let at = 0;
    for (let output = 0; output < layer.outputs; output++) {
      let sum = layer.biases[output];
      for (let input = 0; input < layer.inputs; input++) {
        sum += layer.weights[at++] * x[input];
      }
      y[output] = f(sum);
    }
    return y; // (outputs)
  }

  class Decoder {
    constructor(model) {
      this.latent = model.latent;
      this.classes = model.classes;
      this.height = model.height;
      this.width = model.width;
      this.layers = model.layers.map(restored);
      this.activation = ACTIVATIONS[model.activation];
      this.output = ACTIVATIONS[model.output];
    }

    /** The mean of p(x|z,c). */
    decode(z, digit) { // z: (latent), digit: 0 to classes - 1
      if (z.length !== this.latent) {
        throw new RangeError(`z must have ${this.latent} numbers, had ${z.length}`);
      }
      if (!Number.isInteger(digit) || digit < 0 || digit >= this.classes) {
        throw new RangeError(`digit must be 0 to ${this.classes - 1}, was ${digit}`);
      }
      let x = new Float32Array(this.latent + this.classes); // z, then c as one-hot
      x.set(z);
      x[this.latent + digit] = 1;
      for (const layer of this.layers.slice(0, -1)) {
        x = forward(layer, x, this.activation); // (hidden)
      }
      return forward(this.layers.at(-1), x, this.output); // (height * width)
    }
  }

  /** A number from N(0, 1), by Box and Muller. */
  function normal() {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    return radius * Math.cos(2 * Math.PI * Math.random());
  }

  // ---- The page --------------------------------------------------------------------------------

  class Page {
    constructor(decoder) {
      this.decoder = decoder;
      this.input = document.getElementById('number');
      this.paper = document.getElementById('paper');
      this.status = document.getElementById('status');
      this.shown = '';
      this.input.addEventListener('input', () => this.type());
      document.getElementById('form').addEventListener('submit', (event) => {
        event.preventDefault();
        this.redraw();
      });
      this.input.value = this.drawable(this.input.value);
      this.type();
    }

    /** What can be drawn of a text. */
    drawable(text) {
      const known = '0123456789'.slice(0, this.decoder.classes);
      const digits = [...text].filter((character) => known.includes(character));
      return digits.join('').slice(0, MOST_DIGITS);
    }

    /** Draws what changed in the input. */
    type() {
      const typed = this.input.value;
      const text = this.drawable(typed);
      if (text !== typed) {
        const caret = this.drawable(typed.slice(0, this.input.selectionStart)).length;
        this.input.value = text;
        this.input.setSelectionRange(caret, caret);
      }
      this.show(text);
      this.say(text !== typed ? this.rule() : text === '' ? 'Nothing to draw yet.' : `Drew ${text}.`);
    }

    /** Draws every digit again. */
    redraw() {
      const text = this.shown;
      this.show('');
      this.show(text);
      this.say(text === '' ? 'Nothing to draw yet.' : `Drew ${text} again.`);
    }

    /** Replaces the digits between the common start and the common end of the old text and the new. */
    show(text) {
      const old = this.shown;
      const shorter = Math.min(old.length, text.length);
      let start = 0;
      while (start < shorter && old[start] === text[start]) {
        start++;
      }
      let end = 0; // counted from the back
      while (end < shorter - start && old.at(-1 - end) === text.at(-1 - end)) {
        end++;
      }
      const canvases = [...this.paper.children];
      canvases.slice(start, old.length - end).forEach((canvas) => canvas.remove());
      const next = canvases[old.length - end] ?? null;
      for (const digit of text.slice(start, text.length - end)) {
        this.paper.insertBefore(this.draw(Number(digit)), next);
      }
      this.shown = text;
    }

    /** A canvas with one digit, never the same twice. */
    draw(digit) {
      const {latent, width, height} = this.decoder;
      const z = Float32Array.from({length: latent}, normal);
      const mean = this.decoder.decode(z, digit);
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', `${digit}, handwritten`);
      const image = new ImageData(width, height); // (height, width, 4), all transparent
      mean.forEach((value, i) => image.data.set([...INK, 255 * value], 4 * i)); // clamped to 0..255
      canvas.getContext('2d').putImageData(image, 0, 0);
      return canvas;
    }

    rule() {
      return `Only the digits 0 to ${this.decoder.classes - 1} can be drawn, at most ${MOST_DIGITS}.`;
    }

    say(text) {
      this.status.textContent = text;
    }
  }

  /** What the decoder is and what rounding its weights cost, in a few words. */
  function about(model) {
    const sizes = [model.layers[0].inputs, ...model.layers.map((layer) => layer.outputs)];
    const count = model.layers.reduce((sum, layer) => sum + layer.outputs * layer.inputs, 0);
    return `The decoder is a network of ${sizes.join(' → ')} numbers, trained on ${model.data}. ` +
      `Its ${count.toLocaleString('en')} weights are rounded to one byte each, which takes the ` +
      `reconstruction loss on test data from ${model.exactReconstruction.toFixed(3)} to ` +
      `${model.roundedReconstruction.toFixed(3)} nats.`;
  }

  const model = globalThis.cvaeWeights;
  if (model === undefined) {
    document.getElementById('status').textContent =
      'The weights did not load: weights.js must lie beside this page.';
    return;
  }
  const decoder = new Decoder(model);
  globalThis.cvae = {
    latent: decoder.latent,
    classes: decoder.classes,
    decode: (z, digit) => decoder.decode(z, digit),
  };
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('about').textContent = about(model);
    new Page(decoder);
  });
})();
