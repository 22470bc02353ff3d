/** Texts of different lengths become texts of as many such blocks, so that no length tells which button was pressed. */
const BLOCK = 256;

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

/**
 * Seals fields for the server alone, under the name of the tap: whoever looks into this device afterwards cannot read what
 * was said, nor tell one button from another. The counterpart of src/api/device-seal.ts.
 */
export async function sealed(fields: URLSearchParams, name: string, serverKey: string): Promise<string> {
  const { subtle } = crypto;
  const once = await subtle.generateKey(CURVE, false, ['deriveBits']);
  const theirs = await subtle.importKey('raw', bytesOf(serverKey), CURVE, false, []);
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, once.privateKey, 256);
  const ours = await subtle.exportKey('raw', once.publicKey);
  const digest = await subtle.digest('SHA-256', joined(shared, ours));
  const key = await subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt']);
  const how = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: new TextEncoder().encode(name) };
  return textOf(joined(ours, await subtle.encrypt(how, key, padded(fields))));
}

function padded(fields: URLSearchParams): Uint8Array<ArrayBuffer> {
  const text = `${fields.toString()}&pad=`;
  return new TextEncoder().encode(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK, '0'));
}

function joined(one: ArrayBuffer, other: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(one.byteLength + other.byteLength);
  whole.set(new Uint8Array(one));
  whole.set(new Uint8Array(other), one.byteLength);
  return whole;
}

/** Of base64url. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function textOf(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
