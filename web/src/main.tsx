import "./ui/tokens.css";
import "./ui/base.css";
import "./console/shell/layout.css";
import { render } from "solid-js/web";
import { Console } from "./routes.tsx";

const root = document.getElementById("root");
if (root) render(() => <Console />, root);
