import type { Dice } from "./dice.ts";
import type { Customer, Messenger } from "./messenger.ts";
import type { Requests, Visitor } from "./page.ts";
import type { Process } from "./process.ts";
import type { VirtualTime } from "./virtualTime.ts";

interface Surroundings {
  dice: Dice;
  time: VirtualTime;
  process: Process;
  messenger: Messenger;
}

/** What was written on the page. */
export interface Written {
  key: string;
  text: string;
  isTaken: boolean;
}

const confirmCode = /\b\d{6}\b/;
const mostTries = 4;

/** A customer's browser at the public page: what fails is tried again, as the page itself does, and the codes are carried to and fro. */
export class Browser {
  readonly written: Written[] = [];
  readonly visitor: Visitor;
  readonly #around: Surroundings;
  readonly #requests: Requests;

  constructor(around: Surroundings, requests: Requests, visitor: Visitor) {
    this.#around = around;
    this.#requests = requests;
    this.visitor = visitor;
  }

  write(text: string): void {
    const key = `client-${text}`;
    const one: Written = { key: `web:${key}`, text, isTaken: false };
    this.written.push(one);
    this.#insist(async () => {
      const isTaken = await this.#requests.chat(this.visitor, {
        message: text,
        clientMessageId: key,
      });
      one.isTaken ||= isTaken;
      return isTaken;
    });
  }

  /** "Continua su WhatsApp": the code goes there from the phone, and the code that comes back is typed here. */
  link(customer: Customer): void {
    const { time, messenger, dice } = this.#around;
    this.#insist(async () => {
      const code = await this.#requests.startLink(this.visitor, customer.number);
      if (code === null) return false;
      messenger.showing = (phone, text) => {
        const answer = confirmCode.exec(text)?.[0];
        if (phone !== customer.phone || !answer) return;
        messenger.showing = () => undefined;
        time.after(dice.between(300, 4_000), () => this.#insist(() => this.#requests.confirmLink(this.visitor, answer)));
      };
      messenger.write(customer, `Ecco: ${code}`);
      return true;
    });
  }

  /** Until it succeeds or the customer gives up. A request whose process died never answers, and the browser's patience ends. */
  #insist(request: () => Promise<boolean>, tries = 1): void {
    const { time, process } = this.#around;
    let isOpen = true;
    const again = () => {
      if (!isOpen) return;
      isOpen = false;
      if (tries < mostTries) time.after(1_500, () => this.#insist(request, tries + 1));
    };
    time.after(20_000, again);
    process.alive(request()).then((isDone) => (isDone ? (isOpen = false) : again()), again);
  }
}
