/* In a narrow window a label opens the menu, and a keyboard cannot stand on a label: a button takes its place. */
"use strict";

/** Open and close by `button` the menu that the theme shows while `box` is checked; Escape closes it too. */
function openMenuBy(button, box) {
  const tell = () => { button.ariaExpanded = box.checked; };
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  addEventListener("keydown", event => {
    if (event.key === "Escape" && box.checked) {
      box.click();
      button.focus();
    }
  });
  tell();
}

/** Make a button that looks as the label does. */
function buttonLike(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} nut-danh-muc`;
  button.ariaLabel = "Danh mục trang";
  button.append(...label.childNodes);
  label.replaceWith(button);
  return button;
}

openMenuBy(buttonLike(document.querySelector(".md-header__button[for=__drawer]")), document.getElementById("__drawer"));
