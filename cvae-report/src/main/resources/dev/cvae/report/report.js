
document.querySelectorAll('.film').forEach(film => {
  const controls = film.querySelector('.controls');
  if (!controls) return;
  const frames = [...film.querySelectorAll('.frames img')];
  const slider = controls.querySelector('input');
  const output = controls.querySelector('output');
  const button = controls.querySelector('button');
  let timer = 0;
  const show = number => {
    frames.forEach((frame, i) => { frame.hidden = i !== number; });
    output.textContent = frames[number].dataset.when;
    slider.setAttribute('aria-valuetext', frames[number].dataset.when);
  };
  const stop = () => { clearInterval(timer); timer = 0; button.textContent = 'Play'; };
  const step = () => {
    const next = (Number(slider.value) + 1) % frames.length;
    slider.value = next;
    show(next);
    if (next === frames.length - 1) stop();
  };
  slider.addEventListener('input', () => { stop(); show(Number(slider.value)); });
  button.addEventListener('click', () => {
    if (timer) return stop();
    button.textContent = 'Pause';
    timer = setInterval(step, 500);
    step();
  });
  show(frames.length - 1);
  controls.hidden = false;
});
