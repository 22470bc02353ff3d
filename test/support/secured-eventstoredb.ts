import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates for one node on this machine, made anew by openssl; and what a server is started with to use them. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'muster-certificates-'));

  private constructor() {
    const subject = (name: string): readonly string[] => ['-subj', `/CN=${name}`];
    this.openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', 'ca.key', '-out', 'ca.crt'],
      ...subject('a CA for tests'),
      ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    );
    this.openssl(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'node.key', '-out', 'node.csr'],
      ...subject('eventstoredb-node'),
    );
    writeFileSync(this.file('extensions'), EXTENSIONS);
    writeFileSync(this.file('user-extensions'), USER_EXTENSIONS);
    this.openssl(
      ...['x509', '-req', '-in', 'node.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'],
      ...['-extfile', 'extensions', '-out', 'node.crt'],
    );
    mkdirSync(this.file('trusted'));
    this.openssl('x509', '-in', 'ca.crt', '-out', 'trusted/ca.crt');
  }

  /** A certificate for a user of the node, and its key; names of files. */
  user(name: string): { readonly certificate: string; readonly key: string } {
    const [certificate, key, request] = [`${name}.crt`, `${name}.key`, `${name}.csr`];
    this.openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', request, '-subj', `/CN=${name}`);
    this.openssl(
      ...['x509', '-req', '-in', request, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'],
      ...['-extfile', 'user-extensions', '-out', certificate],
    );
    return { certificate: this.file(certificate), key: this.file(key) };
  }

  static make(): Certificates {
    return new Certificates();
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  get serverOptions(): readonly string[] {
    return [
      ...['--certificate-file', this.file('node.crt')],
      ...['--certificate-private-key-file', this.file('node.key')],
      ...['--trusted-root-certificates-path', this.file('trusted')],
    ];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openssl(...options: readonly string[]): void {
    execFileSync('openssl', options, { cwd: this.folder, stdio: 'pipe' });
  }
}

const EXTENSIONS = `subjectAltName=DNS:localhost,IP:127.0.0.1
extendedKeyUsage=serverAuth,clientAuth
keyUsage=critical,digitalSignature,keyEncipherment
basicConstraints=critical,CA:FALSE
`;

const USER_EXTENSIONS = `extendedKeyUsage=clientAuth
keyUsage=critical,digitalSignature
basicConstraints=critical,CA:FALSE
`;
