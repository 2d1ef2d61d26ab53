(function () {
  "use strict";
  var box = document.getElementById("filter"), kind = document.getElementById("kind"), owner = document.getElementById("owner");
  var shown = document.getElementById("shown");
  var rows = Array.prototype.slice.call(document.querySelectorAll("#list tbody tr"));
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  function apply() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
    rows.forEach(function (row, n) {
      var fits = words.every(function (word) { return texts[n].indexOf(word) >= 0; }) &&
        (!kind.value || row.dataset.k === kind.value) && (!owner.value || row.cells[9].textContent === owner.value);
      row.hidden = !fits;
      if (fits) { count += 1; }
    });
    shown.textContent = count + " / " + rows.length;
  }
  ["zh", "en"].forEach(function (name) {
    document.getElementById(name).addEventListener("change", function () {
      box.placeholder = box.dataset[name];
      document.documentElement.lang = name;
    });
  });
  [box, kind, owner].forEach(function (field) { field.addEventListener("input", apply); });
}());
