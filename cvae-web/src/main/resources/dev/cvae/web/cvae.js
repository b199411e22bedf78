// Written by cvae export-web.
'use strict';

/*
 * The decoder p(x|z,c), prior p(z|c) and sampler of a conditional variational auto-encoder.
 *
 * weights.js has the networks as lists of steps: each names an operation, its settings, and by
 * their numbers the steps whose results it takes. A condition is an object with a value for each
 * field: a category's code, a list of labels' codes, or a list of numbers; without a value the field
 * is missing.
 */
globalThis.cvae = (() => {
  // ---- The weights -----------------------------------------------------------------------------

  /** A byte for each character: the first stands for -61, and each further one for one more. */
  const BYTES = new Uint8Array(0x105);
  for (let code = 1, byte = -61; code < BYTES.length; code++) {
    if (!'\n\r"\\'.includes(String.fromCharCode(code))) {
      BYTES[code] = byte++;
    }
  }

  function bytes(text) {
    return Uint8Array.from({length: text.length}, (_, i) => BYTES[text.charCodeAt(i)]);
  }

  function floats(text) {
    const view = new DataView(bytes(text).buffer);
    return Float32Array.from({length: view.byteLength / 4}, (_, i) => view.getFloat32(4 * i, true));
  }

  /** Half precision: 1 sign bit, 5 of the exponent, 10 of the fraction. */
  function halves(text) {
    const view = new DataView(bytes(text).buffer);
    return Float32Array.from({length: view.byteLength / 2}, (_, i) => {
      const bits = view.getUint16(2 * i, true);
      const exponent = (bits >> 10) & 31;
      const fraction = bits & 1023;
      const steps = exponent === 0 ? fraction : fraction + 1024;
      return (bits >> 15 ? -1 : 1) * steps * 2 ** (Math.max(exponent, 1) - 25);
    });
  }

  const RESTORE = {
    float32: ({values}) => floats(values),
    float16: ({values}) => halves(values),

    /** A scale for each row. */
    int8({shape, values, scales}) {
      const steps = new Int8Array(bytes(values).buffer);
      const columns = steps.length / shape[0];
      const scale = halves(scales);
      return Float32Array.from(steps, (step, i) => scale[Math.floor(i / columns)] * step);
    },

    /** Two steps a byte, 16 a + b, and a scale for each 32 neighbours in a row. */
    int4({shape, values, scales}) {
      const pairs = new Int8Array(bytes(values).buffer);
      const size = shape.reduce((product, length) => product * length, 1);
      const columns = size / shape[0];
      const groups = Math.ceil(columns / 32);
      const scale = halves(scales);
      return Float32Array.from({length: size}, (_, i) => {
        const pair = pairs[i >> 1];
        const first = (pair + 8) >> 4;
        const step = i % 2 === 0 ? first : pair - 16 * first;
        return scale[Math.floor(i / columns) * groups + Math.floor((i % columns) / 32)] * step;
      });
    },
  };

  // ---- The operations: (results of earlier steps, settings, tensors, what is given) ---------------

  const sigmoid = (x) => 1 / (1 + Math.exp(-x));
  const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const each = (f) => (at, {x}) => at[x].map(f);

  const OPERATIONS = {
    latent: (at, step, tensors, given) => given.z,
    floats: (at, {field}, tensors, given) => given.floats(field),
    codes: (at, {field}, tensors, given) => given.codes(field),

    relu: each((x) => Math.max(x, 0)),
    tanh: each(Math.tanh),
    sigmoid: each(sigmoid),
    softplus: each(softplus),

    /** W x + b. */
    dense(at, step, tensors) {
      const x = at[step.x];
      const {shape: [outputs, inputs], numbers: weight} = tensors[step.weight];
      const bias = step.bias && tensors[step.bias].numbers;
      const y = new Float32Array(outputs);
      let w = 0;
      for (let output = 0; output < outputs; output++) {
        let sum = bias ? bias[output] : 0;
        for (let input = 0; input < inputs; input++) {
          sum += weight[w++] * x[input];
        }
        y[output] = sum;
      }
      return y;
    },

    lookup(at, step, tensors) {
      const {shape: [, size], numbers} = tensors[step.weight];
      const row = at[step.x][0];
      return numbers.subarray(row * size, (row + 1) * size);
    },

    join(at, {parts}) {
      const joined = new Float32Array(parts.reduce((sum, part) => sum + at[part].length, 0));
      let end = 0;
      for (const part of parts) {
        joined.set(at[part], end);
        end += at[part].length;
      }
      return joined;
    },

    columns: (at, {x, from, to}) => at[x].subarray(from, to),

    /** With one line of zeros around the image: (channels, height, width). */
    convolution(at, step, tensors) {
      const {channels, height, width, kernel, stride} = step;
      const x = at[step.x];
      const weight = tensors[step.weight].numbers; // (outputs, channels, kernel, kernel)
      const bias = tensors[step.bias].numbers;
      const [rows, columns] = [height / stride, width / stride];
      const y = new Float32Array(bias.length * rows * columns);
      for (let output = 0; output < bias.length; output++) {
        const plane = y.subarray(output * rows * columns, (output + 1) * rows * columns);
        plane.fill(bias[output]);
        for (let channel = 0; channel < channels; channel++) {
          for (let k = 0; k < kernel * kernel; k++) {
            const w = weight[(output * channels + channel) * kernel * kernel + k];
            const [down, right] = [Math.floor(k / kernel) - 1, (k % kernel) - 1];
            for (let row = 0; row < rows; row++) {
              const from = row * stride + down;
              if (from < 0 || from >= height) {
                continue;
              }
              const line = (channel * height + from) * width;
              for (let column = 0; column < columns; column++) {
                const place = column * stride + right;
                if (place >= 0 && place < width) {
                  plane[row * columns + column] += w * x[line + place];
                }
              }
            }
          }
        }
      }
      return y;
    },

    /** Channel 4 c + 2 i + j at (row, column) is channel c at (2 row + i, 2 column + j). */
    pixel_shuffle(at, {x, channels, height, width}) {
      const y = new Float32Array(channels * height * width);
      at[x].forEach((value, from) => {
        const channel = Math.floor(from / (height * width));
        const row = 2 * (Math.floor(from / width) % height) + ((channel >> 1) & 1);
        const column = 2 * (from % width) + (channel & 1);
        y[((channel >> 2) * 2 * height + row) * 2 * width + column] = value;
      });
      return y;
    },

    shift: (at, {x, by, height, width}) =>
      at[x].map((value, i) => value + at[by][Math.floor(i / (height * width))]),

    modulate: (at, {x, by, channels, height, width}) =>
      at[x].map((value, i) => {
        const channel = Math.floor(i / (height * width));
        return (1 + at[by][channel]) * value + at[by][channels + channel];
      }),
  };

  // ---- The mean of p(x|z,c): (the decoder's outputs for some features, these features' settings) --

  const MEANS = {
    bernoulli: (outputs) => outputs.map(sigmoid),
    gaussian: (outputs) => outputs,
    continuous_bernoulli: (outputs) =>
      outputs.map((l) =>
        Math.abs(l) < 0.05
          ? 0.5 + (l / 12) * (1 - (l * l) / 60)
          : 0.5 + 0.5 / Math.tanh(l / 2) - 1 / l),

    /** Of a logistic variable clipped to [0, 1]: first all means, then all log-scales. */
    discretised_logistic: (outputs, {features}) =>
      outputs.subarray(0, features).map((mean, i) => {
        const scale = Math.exp(Math.max(-7, outputs[features + i]));
        const [first, last] = [mean / scale, (mean - 1) / scale];
        return scale > 100
          ? (sigmoid(first) + 4 * sigmoid((first + last) / 2) + sigmoid(last)) / 6
          : scale * (softplus(first) - softplus(last));
      }),

    categorical(outputs, {sizes}) {
      const mean = new Float32Array(outputs.length);
      let start = 0;
      for (const size of sizes) {
        const logits = outputs.subarray(start, start + size);
        const most = Math.max(...logits);
        const sum = logits.reduce((total, l) => total + Math.exp(l - most), 0);
        mean.set(logits.map((l) => Math.exp(l - most) / sum), start);
        start += size;
      }
      return mean;
    },
  };

  // ---- The condition -----------------------------------------------------------------------------

  const FLOATS = {
    category: ({size}, code) => Float32Array.from({length: size}, (_, i) => (i === code ? 1 : 0)),
    labels: ({size}, codes) =>
      Float32Array.from({length: size}, (_, i) => (codes.includes(i) ? 1 : 0)),
    numbers: ({mean, deviation}, values) =>
      Float32Array.from(mean, (m, i) => (values[i] - m) / deviation[i]),
  };

  /** What networks see of a field: missing is zeros; where zeros are a value, a last number tells. */
  function fieldFloats(field, value) {
    const missing = value === undefined;
    const width = field.kind === 'numbers' ? field.mean.length : field.size;
    const numbers = missing ? new Float32Array(width) : FLOATS[field.kind](field, value);
    return field.mayBeMissing && field.kind !== 'category'
      ? Float32Array.of(...numbers, missing ? 0 : 1)
      : numbers;
  }

  function check(fields, condition) {
    for (const {name, kind, size, mean, mayBeMissing} of fields) {
      const value = condition[name];
      const code = (c) => Number.isInteger(c) && c >= 0 && c < size;
      const fits = value === undefined ? mayBeMissing
        : kind === 'category' ? code(value)
        : kind === 'labels' ? value.every(code)
        : value.length === mean.length && value.every(Number.isFinite);
      if (!fits) {
        throw new RangeError(`${name} must be one of the field's values, was ${value}`);
      }
    }
  }

  // ---- The model ---------------------------------------------------------------------------------

  class Model {
    constructor({tensors, ...description}) {
      Object.assign(this, description);
      this.tensors = {};
      for (const [name, tensor] of Object.entries(tensors)) {
        this.tensors[name] = {shape: tensor.shape, numbers: RESTORE[tensor.precision](tensor)};
      }
    }

    /** Takes the steps of a network; the last one's result. */
    run(steps, condition, z) {
      const given = {
        z,
        floats: (i) => fieldFloats(this.fields[i], condition[this.fields[i].name]),
        codes: (i) => [condition[this.fields[i].name] ?? this.fields[i].size],
      };
      const at = [];
      for (const step of steps) {
        at.push(OPERATIONS[step.op](at, step, this.tensors, given));
      }
      return at.at(-1);
    }

    /** The mean of p(x|z,c), in the data's units: channel after channel, row by row. */
    decode(z, condition) {
      if (z.length !== this.latent) {
        throw new RangeError(`z must have ${this.latent} numbers, had ${z.length}`);
      }
      check(this.fields, condition);
      const outputs = this.run(this.decoder, condition, Float32Array.from(z));
      const {channels, height, width} = this.image;
      const x = new Float32Array(channels * height * width);
      let [from, start] = [0, 0];
      for (const part of this.mean) {
        const to = from + part.features * (part.of === 'discretised_logistic' ? 2 : 1);
        x.set(MEANS[part.of](outputs.subarray(from, to), part), start);
        [from, start] = [to, start + part.features];
      }
      const {shift, scale} = this.scaling;
      return shift ? x.map((value, i) => shift[i] + scale[i] * value) : x;
    }

    /** z from noise: through the sampler where it knows the condition, else through the prior. */
    latentOf({choice, noise}, condition) {
      const z = this.priorLatentOf(noise, condition);
      const key = this.fields.map(({name}) => condition[name] ?? -1).join(',');
      const weights = this.sampler?.weights[key];
      if (weights) {
        this.sampleMixture(key, weights, choice, noise, z);
      }
      return z;
    }

    /** z from noise through the prior: under N(0, I) the noise itself, whatever the condition. */
    priorLatentOf(noise, condition) {
      check(this.fields, condition);
      const z = Float32Array.from(noise);
      if (this.prior.length > 0) {
        const normal = this.run(this.prior, condition); // means, then log-variances
        z.forEach((e, i) => {
          z[i] = normal[i] + Math.exp(0.5 * normal[this.latent + i]) * e;
        });
      }
      return z;
    }

    /** m_k + L_k ε for the active latents. */
    sampleMixture(key, weights, choice, noise, z) {
      const {active} = this.sampler;
      let left = choice;
      let k = 0;
      while (k < weights.length - 1 && (left -= weights[k]) >= 0) {
        k++;
      }
      const means = this.tensors[`sampler.${key}.means`].numbers;
      const factors = this.tensors[`sampler.${key}.factors`].numbers; // lower triangles
      let l = (k * active.length * (active.length + 1)) / 2;
      active.forEach((latent, i) => {
        let sum = means[k * active.length + i];
        for (let j = 0; j <= i; j++) {
          sum += factors[l++] * noise[active[j]];
        }
        z[latent] = sum;
      });
    }
  }

  return globalThis.cvaeModel && new Model(globalThis.cvaeModel);
})();
