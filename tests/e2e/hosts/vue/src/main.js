import { createApp } from "vue";
import Faxboxes from "./Faxboxes.vue";
import { session } from "./portal.js";
import { tell } from "./tell.js";

session().then((props) => createApp(Faxboxes, { ...props, onChanged: tell }).mount("#portal"));
