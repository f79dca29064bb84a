// Giving a clerk a PIN.

import { at, write } from "./console_dom.js";
import { post, sentence } from "./console_post.js";

const PIN = /^[0-9]{6,12}$/;

export class Pins {
  #of = null;

  // `given(clerk)` is called once the hub has the PIN.
  constructor(given) {
    this.given = given;
    at("pin-form").addEventListener("submit", (event) => this.#give(event));
    at("pin-cancel").addEventListener("click", () => at("pin-dialog").close());
  }

  ask(clerk) {
    this.#of = clerk;
    write(at("pin-title"), `Đặt mã PIN của ${clerk}`);
    write(at("pin-says"), "");
    at("pin-form").reset();
    at("pin-of").value = clerk;
    at("pin-dialog").showModal();
  }

  async #give(event) {
    event.preventDefault();
    const pin = at("pin-new").value;
    if (!PIN.test(pin)) return write(at("pin-says"), "Mã PIN gồm 6 đến 12 chữ số.");
    if (pin !== at("pin-again").value) return write(at("pin-says"), "Hai lần nhập không giống nhau.");
    const { ok, refusal } = await post(`/api/v1/accounts/${this.#of}/pin`, { pin });
    if (!ok) return write(at("pin-says"), refusal?.text ? sentence(refusal) : "Chưa có trả lời. Hãy thử lại.");
    at("pin-dialog").close();
    at("pin-form").reset();
    await this.given(this.#of);
  }
}
