// Puts what is known on the page. Everything goes in as text, never as markup.

const at = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const lengthOf = (call) => call.ticket.length + call.counter.length;
const columnsFor = (services) => (services > 10 ? 7 : 5);

function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Set a text only where it differs: a live region must not speak for nothing.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export class ScreenView {
  constructor(page) {
    this.directions = JSON.parse(page.directions);
    this.ways = JSON.parse(page.ways);
    this.opens = page.opens;
    const root = document.documentElement.style;
    root.setProperty("--viewing-distance", page.viewingDistance);
    root.setProperty("--screen-height-mm", page.screenHeightMm);
  }

  state(name, truth) {
    const root = document.documentElement;
    if (root.dataset.state === name) return;
    root.dataset.state = name;
    // Filled only when it happens, so that it is read out then and not before.
    at("lost").replaceChildren(...(name === "lost" ? [this.#lost(truth)] : []));
  }

  time(now) {
    write(at("clock"), clock.format(now));
    const early = clock.format(now) < this.opens;
    write(at("closed-title"), early ? "Chưa đến giờ làm việc" : "Đã hết giờ lấy số hôm nay");
    write(at("closed-en"), early ? "Not open yet" : "Closed for today");
  }

  plate(call) {
    at("now").toggleAttribute("data-empty", !call);
    if (!call) return;
    write(at("now-ticket"), call.ticket);
    write(at("now-counter"), call.counter);
    const way = this.#way(call);
    at("now-arrow").className = `i arrow ${way}`;
    at("now-arrow").setAttribute("aria-label", this.ways[way]);
    const root = document.documentElement.style;
    root.setProperty("--chars", lengthOf(call));
    root.setProperty("--longest", Math.max(call.ticket.length, call.counter.length + 2));
  }

  arrive() {
    for (const motion of at("now").getAnimations({ subtree: true })) {
      motion.cancel();
      motion.play();
    }
  }

  past(calls) {
    const wanted = calls.map((call) => `${call.ticket} ${call.counter}`).join();
    if (at("past").dataset.shows === wanted) return;
    at("past").dataset.shows = wanted;
    document.documentElement.style.setProperty("--past-chars", Math.max(0, ...calls.map(lengthOf)));
    at("past").replaceChildren(...calls.map((call) => this.#cell(call)));
  }

  waiting(services) {
    const rows = Math.ceil(services.length / columnsFor(services.length));
    at("wait").style.setProperty("--columns", Math.ceil(services.length / rows) || 1);
    at("wait").replaceChildren(...services.map(waitingFor));
  }

  #cell(call) {
    const cell = part("li", "");
    const arrow = part("span", `i ${this.#way(call)}`);
    arrow.setAttribute("role", "img");
    arrow.setAttribute("aria-label", "đến quầy");
    cell.append(part("span", "num", call.ticket), arrow, part("span", "num to", call.counter));
    return cell;
  }

  #way(call) {
    return this.directions[call.counter] ?? "straight";
  }

  #lost(truth) {
    const text = at("lost-text").content.cloneNode(true);
    if (truth === null) text.querySelector(".truth").remove();
    else text.querySelector(".at").textContent = clock.format(truth);
    return text;
  }
}

// As `events/wait_words.py` says it; what is not known is left out.
function waitWords(wait) {
  const [least, most] = [wait.from_s / 60, wait.to_s / 60];
  if (most === 0) return "đến ngay";
  if (least >= 60) return "hơn 60 phút";
  return least === 0 ? `dưới ${most} phút` : `khoảng ${least}–${most} phút`;
}

function waitingFor({ service, names, waiting, gives_numbers: gives, wait }) {
  const row = part("li", "");
  row.dataset.service = service;
  const count = part("span", "n");
  const some = gives || waiting > 0;
  if (some) count.append(part("span", "num", String(waiting)), " người chờ");
  if (!gives) count.append(part("strong", "", some ? " · ngừng lấy số" : "Ngừng lấy số"));
  if (gives && wait) count.append(part("span", "range", waitWords(wait)));
  row.append(part("b", "", names.vi), part("span", "svc", service), count);
  return row;
}
