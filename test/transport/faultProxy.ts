import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What happens to a piece of what is sent: `cut` lets half of it through, `flip` all of it with one bit changed. */
export type Action = "reset" | "hang up" | "stall" | "cut" | "flip";

/** The piece that meets with it. */
export interface Fault {
  readonly action: Action;
  readonly direction: "to server" | "to client";
  /** Counted from 0, from the moment in which the fault is set, over each connection. */
  readonly piece: number;
  /** Where in the piece the bit is, from 0 up to 1. */
  readonly place: number;
  /** Whether it happens on every connection, or on the first that comes to it. */
  readonly isLasting: boolean;
}

/** How many bytes a piece of what is not TLS has. */
const plainPieceBytes = 120;

const recordHeadBytes = 5;

/** How many bytes the first piece has: a record of TLS; `undefined` while not all of it is there. */
function pieceLength(bytes: Buffer, isTls: boolean): number | undefined {
  if (!isTls) return bytes.length === 0 ? undefined : Math.min(bytes.length, plainPieceBytes);
  if (bytes.length < recordHeadBytes) return undefined;
  const length = recordHeadBytes + bytes.readUInt16BE(3);
  return bytes.length < length ? undefined : length;
}

/** A proxy on the way to a server that passes everything on, and does harm to it where it is told to. */
export class FaultProxy {
  /** Whether the fault that was set has happened. */
  hasHappened = false;
  /** How many records with data of an application came from clients: the last message of a handshake in TLS 1.3 is one. */
  nDataRecords = 0;
  private fault: Fault | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly restarts = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    private readonly isTls: boolean,
    targetPort: number,
  ) {
    server.on("connection", (client) => {
      const target = connect(targetPort, "127.0.0.1");
      this.pass(client, target, "to server");
      this.pass(target, client, "to client");
    });
  }

  /** Starts one on a free port of this machine. */
  static async start(targetPort: number, isTls: boolean): Promise<FaultProxy> {
    const server = createServer({ noDelay: true });
    const proxy = new FaultProxy(server, isTls, targetPort);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on this happens. */
  set(fault: Fault): void {
    this.fault = fault;
    this.nDataRecords = 0;
    for (const restart of this.restarts) restart();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(from: Socket, to: Socket, direction: Fault["direction"]): void {
    let rest: Buffer = Buffer.alloc(0);
    let nPieces = 0;
    let isStalled = false;
    const restart = () => {
      nPieces = 0;
    };
    this.restarts.add(restart);
    this.sockets.add(from);
    from.on("error", () => undefined);
    from.on("close", () => {
      this.sockets.delete(from);
      this.restarts.delete(restart);
      if (!isStalled) to.destroy();
    });
    from.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const length = pieceLength(rest, this.isTls);
        if (length === undefined || isStalled) return;
        const piece = rest.subarray(0, length);
        rest = rest.subarray(length);
        // 23 marks data of an application.
        if (direction === "to server" && this.isTls && piece[0] === 23) this.nDataRecords += 1;
        const harm = this.fault?.direction === direction && this.fault.piece === nPieces ? this.fault : undefined;
        nPieces += 1;
        if (harm === undefined) {
          to.write(piece);
          continue;
        }
        this.hasHappened = true;
        if (!harm.isLasting) this.fault = undefined;
        isStalled = harm.action === "stall";
        if (harm.action === "flip") to.write(flipped(piece, harm.place));
        else if (harm.action === "cut") to.end(piece.subarray(0, Math.ceil(length / 2)));
        else if (harm.action === "hang up") for (const socket of [from, to]) socket.end();
        else if (harm.action === "reset") for (const socket of [from, to]) socket.resetAndDestroy();
      }
    });
  }
}

/** A copy with one bit changed. */
function flipped(piece: Buffer, place: number): Buffer {
  const copy = Buffer.from(piece);
  const index = Math.floor(place * piece.length);
  copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
  return copy;
}
