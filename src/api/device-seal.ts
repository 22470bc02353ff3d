import { createDecipheriv, createECDH, createHash, type ECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sealer } from '../sealing/sealer.js';

const CURVE = 'prime256v1';
/** Bytes of a point of the curve, not compressed. */
const POINT_BYTES = 65;
const TAG_BYTES = 16;
/** A key seals one text, so that its nonce may be the same for all. */
const NONCE = Buffer.alloc(12);
/** Of a text that a device has sealed, in characters. */
const MAX_SEALED_TEXT = 20_000;

/**
 * Opens what a device sealed for us until it could be sent. Nobody who looks into the device can read it, whoever wrote
 * it there included: its half of the key is thrown away (ECDH on P-256 with an ephemeral key, AES-256-GCM). Our half is
 * derived from the secret by which commands are told apart, so that it is the same after a restart, a restoration and on
 * every instance.
 */
@Injectable()
export class DeviceSeal {
  constructor(private readonly sealer: Sealer) {}

  /** A point of P-256, as a device imports it, in base64url. */
  async publicKey(): Promise<string> {
    return (await this.ours()).getPublicKey('base64url');
  }

  /** The text that was sealed under this name, and no other; undefined where it was not sealed for us, or was changed. */
  async open(sealed: string, name: string): Promise<string | undefined> {
    if (sealed.length > MAX_SEALED_TEXT) return undefined;
    const bytes = Buffer.from(sealed, 'base64url');
    const [theirs, rest] = [bytes.subarray(0, POINT_BYTES), bytes.subarray(POINT_BYTES)];
    const ours = await this.ours();
    try {
      const shared = ours.computeSecret(theirs);
      const key = createHash('sha256').update(shared).update(theirs).digest();
      const decipher = createDecipheriv('aes-256-gcm', key, NONCE).setAAD(Buffer.from(name));
      decipher.setAuthTag(rest.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(rest.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }

  private async ours(): Promise<ECDH> {
    const secret = await this.sealer.fingerprint('what devices seal');
    const ours = createECDH(CURVE);
    ours.setPrivateKey(createHash('sha256').update(secret).digest());
    return ours;
  }
}
