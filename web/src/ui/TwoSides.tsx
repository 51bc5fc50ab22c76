import "./twoSides.css";
import { For, type JSX } from "solid-js";

interface Side {
  label: string;
  value: string;
}

/** One field that two people have changed: what the reader wrote and what is stored, of which one is chosen. */
export const TwoSides = (props: {
  /** The field's own name, unlike any other's in the same form. */
  name: string;
  legend: string;
  mine: Side;
  theirs: Side;
  takesTheirs: boolean;
  onChoose(takesTheirs: boolean): void;
}): JSX.Element => (
  <fieldset class="field">
    <legend class="field-legend">{props.legend}</legend>
    <div class="two-sides">
      <For each={[false, true]}>
        {(isTheirs) => {
          const side = () => (isTheirs ? props.theirs : props.mine);
          return (
            <label class="two-sides-one" classList={{ chosen: props.takesTheirs === isTheirs }}>
              <span class="choice">
                <input
                  type="radio"
                  name={`conflict-${props.name}`}
                  checked={props.takesTheirs === isTheirs}
                  onChange={() => props.onChoose(isTheirs)}
                />
                {side().label}
              </span>
              <span class="two-sides-value">{side().value}</span>
            </label>
          );
        }}
      </For>
    </div>
  </fieldset>
);
