// Makes the components work. Every page works without it.
import { createAll, initAll } from "govuk-frontend";
import {
  AddAnother,
  Alert,
  ButtonMenu,
  DatePicker,
  FilterToggleButton,
  MultiSelect,
} from "@ministryofjustice/frontend";
import "htmx.org";

const OURS = [AddAnother, Alert, ButtonMenu, DatePicker, MultiSelect];

function initialise(scope) {
  initAll({ scope });
  OURS.forEach((component) => createAll(component, undefined, scope));
  for (const filter of scope.querySelectorAll("[data-module=app-filter]")) {
    const button = {
      showText: "Show filter",
      hideText: "Hide filter",
      classes: "govuk-button--secondary",
    };
    new FilterToggleButton(filter, {
      bigModeMediaQuery: "(min-width: 48.0625em)",
      startHidden: true,
      toggleButton: button,
      toggleButtonContainer: { selector: ".moj-action-bar__filter" },
      closeButton: { text: "Close" },
      closeButtonContainer: { selector: ".moj-filter__header-action" },
    });
  }
}

initialise(document);
// The new content fires this; its colon is htmx 4's.
document.addEventListener("htmx:after:process", (event) => {
  if (event.target !== document.body) initialise(event.target);
});
