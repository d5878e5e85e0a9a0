(function () {
  function player(root) {
    var data = root.querySelector('script[type="application/json"]');
    var strip = root.querySelector('.cuaderno-strip');
    if (!data || !strip) return;
    root.setAttribute('data-ready', '');
    var film = JSON.parse(data.textContent);
    var names = film.names;
    var last = film.frames.length - 1;
    var stage = strip.firstElementChild.cloneNode(true);
    var caption = stage.firstElementChild;
    var cells = stage.querySelectorAll('td');
    var plain = [];
    cells.forEach(function (cell) {
      plain.push([cell.textContent, cell.style.cssText]);
    });
    // The look of every cell without its mark.
    var bare = plain.map(function (one) {
      var style = document.createElement('td').style;
      style.cssText = one[1];
      style.border = '1px solid rgba(128,128,128,.6)';
      style.background = style.fontWeight = '';
      return style.cssText;
    });
    var now = 0;
    var timer = null;

    function show(step) {
      now = Math.max(0, Math.min(last, step));
      var texts = plain.map(function (one) { return one[0]; });
      var marks = {};
      for (var k = 1; k <= now; k++) {
        film.frames[k][2].forEach(function (change) {
          texts[change[0]] = change[1];
          marks[change[0]] = change[2];
        });
      }
      cells.forEach(function (cell, i) {
        if (cell.textContent !== texts[i]) cell.textContent = texts[i];
        cell.style.cssText = i in marks ? bare[i] + film.marks[marks[i]] : plain[i][1];
      });
      caption.innerHTML = film.frames[now][0];
      stage.setAttribute('aria-label', film.frames[now][1]);
      slider.value = now;
      slider.setAttribute('aria-valuetext', film.frames[now][1]);
      count.textContent = now + '/' + last;
    }

    function stop() {
      if (timer) clearInterval(timer);
      timer = null;
      play.textContent = '\u25B6\uFE0E';
      play.title = names[2];
      play.setAttribute('aria-label', names[2]);
    }

    function toggle() {
      if (timer) return stop();
      if (now === last) show(0);
      play.textContent = '\u275A\u275A';
      play.title = names[3];
      play.setAttribute('aria-label', names[3]);
      timer = setInterval(function () {
        if (!root.isConnected || now === last) return stop();
        show(now + 1);
      }, 1100);
    }

    function button(sign, name, action) {
      var b = document.createElement('button');
      b.type = 'button';
      b.textContent = sign;
      b.title = name;
      b.setAttribute('aria-label', name);
      b.style.cssText = 'font:inherit;color:inherit;background:rgba(128,128,128,.14);border:1px solid rgba(128,128,128,.6);border-radius:4px;min-width:2.4em;height:2em;padding:0 .5em;cursor:pointer';
      b.addEventListener('click', action);
      return b;
    }

    function to(step) {
      return function () { stop(); show(step()); };
    }

    var slider = document.createElement('input');
    slider.type = 'range';
    slider.min = 0;
    slider.max = last;
    slider.step = 1;
    slider.setAttribute('aria-label', names[6]);
    slider.style.cssText = 'flex:1 1 9em;min-width:6em;max-width:24em;accent-color:#d9720b';
    slider.addEventListener('input', function () { stop(); show(Number(slider.value)); });
    var count = document.createElement('span');
    count.style.cssText = 'min-width:3em;font-variant-numeric:tabular-nums';
    var play = button('', names[2], toggle);
    var all = button('\u25A6', names[7], function () {
      stop();
      var hidden = strip.style.display === 'none';
      strip.style.display = hidden ? 'flex' : 'none';
      stage.style.display = hidden ? 'none' : '';
      all.setAttribute('aria-pressed', hidden);
    });
    all.setAttribute('aria-pressed', false);
    var bar = document.createElement('div');
    bar.style.cssText = 'display:flex;flex-wrap:wrap;align-items:center;gap:.4em;margin:.4em 0 .7em';
    [button('\u00AB', names[0], to(function () { return 0; })),
      button('\u2039', names[1], to(function () { return now - 1; })),
      play,
      button('\u203A', names[4], to(function () { return now + 1; })),
      button('\u00BB', names[5], to(function () { return last; })),
      slider, count, all].forEach(function (one) { bar.appendChild(one); });
    caption.style.minHeight = '1.5em';
    root.insertBefore(bar, strip);
    root.insertBefore(stage, strip);
    strip.style.display = 'none';
    // Paper cannot play.
    window.addEventListener('beforeprint', function () {
      bar.style.display = stage.style.display = 'none';
      strip.style.display = 'flex';
    });
    window.addEventListener('afterprint', function () {
      bar.style.display = 'flex';
      stage.style.display = '';
      strip.style.display = 'none';
    });
    stop();
    show(1);
  }
  document.querySelectorAll('.cuaderno-trace:not([data-ready])').forEach(player);
})();
