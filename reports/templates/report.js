(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent), texts = data.texts, PAGE = 100;
  var ID = 0, CHANGE = 1, KIND = 2, ORDER = 3, LINE = 4, SKU = 5, CUSTOMER = 6, OWNER = 7, ODD = 8, FIELD = 9, CURRENCY = 10;
  var SENTENCE = 11, VALUES = 12, PLACES = 15, CONTACT = 18, STAKE = 19, CLOCKS = 20, AGE = 21, FACTS = 23, BEFORE = 24, DECIDED = 25, ROWS = 26;
  var SYSTEMS = ["crm", "erp", "wms"];
  var body = document.querySelector("#list tbody"), shown = document.getElementById("shown"), more = document.getElementById("more");
  var box = document.getElementById("filter"), sort = document.getElementById("sort");
  var choices = [["change", CHANGE], ["kind", KIND], ["owner", OWNER]].map(function (pair) {
    return { field: document.getElementById(pair[0]), column: pair[1] };
  });
  var searched = null, chosen = [], drawn = 0;

  function text(row, column) { return texts[row[column]]; }
  function element(name, content, style) {
    var made = document.createElement(name);
    if (content) { made.textContent = content; }
    if (style) { made.className = style; }
    return made;
  }
  function say(parent, pair) {
    parent.appendChild(element("span", pair[0], "zh"));
    parent.appendChild(element("span", pair[1], "en"));
    return parent;
  }
  function told(row) {
    var sentence = data.sentences[text(row, SENTENCE)];
    return [0, 1].map(function (language) {
      return sentence[language].replace(/\{(\w+)\}/g, function (_, name) {
        var fact = texts[row[FACTS][sentence[2].indexOf(name)]];
        var word = data.named.indexOf(name) >= 0 ? data.words[fact] : null;
        return word ? word[language] : fact;
      });
    });
  }
  function money(row) {
    if (row[STAKE] === "") { return ""; }
    return row[STAKE].toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",") + " " + text(row, CURRENCY);
  }
  function clocks(row) {
    var cell = element("td", "", "clocks");
    data.clocks.forEach(function (pair, n) {
      var time = row[CLOCKS + n];
      if (time !== "") { say(cell.appendChild(element("div")), pair.map(function (told) { return told.replace("{n}", time); })); }
    });
    return cell;
  }
  function lines(parent, style, heading, pair) {
    var made = element("div", "", style);
    say(made, heading);
    made.appendChild(document.createElement("br"));
    parent.appendChild(say(made, [texts[pair[0]], texts[pair[1]]]));
  }

  function draw(row) {
    var line = element("tr"), first = element("td", "", data.kinds[text(row, KIND)][0]), order = element("td");
    line.id = text(row, ID);
    var open = say(element("button", "", "open"), data.kinds[text(row, KIND)].slice(1));
    open.setAttribute("aria-expanded", "false");
    open.addEventListener("click", function () { toggle(line, row, open); });
    first.appendChild(open);
    first.appendChild(say(element("em", "", text(row, CHANGE)), data.changes[text(row, CHANGE)]));
    order.appendChild(element("b", text(row, ORDER)));
    order.appendChild(document.createTextNode(row[LINE] ? " / " + text(row, LINE) : ""));
    if (row[SKU]) { order.appendChild(element("br")); order.appendChild(document.createTextNode(text(row, SKU))); }
    line.appendChild(first);
    line.appendChild(order);
    line.appendChild(element("td", text(row, CUSTOMER)));
    SYSTEMS.forEach(function (system, n) {
      line.appendChild(element("td", text(row, VALUES + n), text(row, ODD) === system ? "odd" : ""));
    });
    line.appendChild(element("td", money(row), "n"));
    line.appendChild(clocks(row));
    var owner = element("td", text(row, OWNER));
    if (row[CONTACT]) { owner.appendChild(element("small", text(row, CONTACT))); }
    line.appendChild(owner);
    var why = say(element("td"), told(row));
    if (row[BEFORE]) { lines(why, "before", data.labels.before, row[BEFORE]); }
    if (row[DECIDED]) { lines(why, "decided", data.labels.decided, row[DECIDED]); }
    line.appendChild(why);
    return line;
  }

  function toggle(line, row, open) {
    var wide = line.nextSibling && line.nextSibling.className === "detail";
    open.setAttribute("aria-expanded", wide ? "false" : "true");
    if (wide) { body.removeChild(line.nextSibling); return; }
    var made = element("tr", "", "detail"), cell = element("td");
    cell.colSpan = 10;
    cell.appendChild(say(element("p", "", "remedy"), [
      data.labels.remedy[0] + "：" + data.kinds[text(row, KIND)][3], data.labels.remedy[1] + ": " + data.kinds[text(row, KIND)][4]]));
    if (row[ROWS]) { cell.appendChild(sideBySide(row)); }
    cell.appendChild(element("p", places(row) + " · " + text(row, ID), "id"));
    made.appendChild(cell);
    body.insertBefore(made, line.nextSibling);
  }
  function places(row) {
    return SYSTEMS.map(function (system, n) { return system.toUpperCase() + " " + (text(row, PLACES + n) || "–"); }).join(" · ");
  }
  function sideBySide(row) {
    var table = element("table", "", "rows"), head = element("tr"), numbers = row[ROWS][0].slice(3), owners = [];
    SYSTEMS.forEach(function (system, n) { for (var i = 0; i < row[ROWS][0][n]; i += 1) { owners.push(system); } });
    head.appendChild(say(element("th"), data.labels.export_rows));
    owners.forEach(function (system, n) { head.appendChild(element("th", system.toUpperCase() + " " + texts[numbers[n]])); });
    table.appendChild(head);
    row[ROWS].slice(1).forEach(function (column, at) {
      var line = element("tr"), name = data.columns[at], same = !Array.isArray(column);
      if (column === 0) { return; }
      line.appendChild(say(element("th"), data.words[name]));
      owners.forEach(function (system, n) {
        var odd = name === text(row, FIELD) && system === text(row, ODD);
        line.appendChild(element("td", texts[same ? column : column[n]], odd ? "odd" : same ? "" : "unlike"));
      });
      table.appendChild(line);
    });
    return table;
  }

  function haystack(row) {
    var parts = row.slice(0, STAKE).map(function (number) { return texts[number]; });
    return parts.concat(told(row), data.kinds[text(row, KIND)].slice(1, 3)).join(" ").toLowerCase();
  }
  function next() {
    var part = document.createDocumentFragment(), end = Math.min(drawn + PAGE, chosen.length);
    for (; drawn < end; drawn += 1) { part.appendChild(draw(data.rows[chosen[drawn]])); }
    body.appendChild(part);
    more.hidden = drawn >= chosen.length;
  }
  function number(value) { return value === "" ? -1 : value; }
  function apply() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !searched) { searched = data.rows.map(haystack); }
    chosen = data.rows.map(function (_, n) { return n; }).filter(function (n) {
      return words.every(function (word) { return searched[n].indexOf(word) >= 0; }) && choices.every(function (choice) {
        return choice.field.selectedIndex === 0 || text(data.rows[n], choice.column) === choice.field.value;
      });
    });
    var column = { money: STAKE, age: AGE }[sort.value];
    if (column) { chosen.sort(function (a, b) { return number(data.rows[b][column]) - number(data.rows[a][column]) || a - b; }); }
    body.textContent = "";
    drawn = 0;
    next();
    shown.textContent = chosen.length + " / " + data.rows.length;
  }

  ["zh", "en"].forEach(function (name) {
    document.getElementById(name).addEventListener("change", function () {
      box.placeholder = box.dataset[name];
      document.documentElement.lang = name;
    });
  });
  [box, sort].concat(choices.map(function (choice) { return choice.field; })).forEach(function (field) {
    field.addEventListener("input", apply);
  });
  more.addEventListener("click", next);
  if (location.hash.length > 1) { box.value = location.hash.slice(1); }
  apply();
}());
