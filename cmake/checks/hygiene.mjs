// The repository's own text: node hygiene.mjs <repository>. Every file that is or would be checked in is looked at.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join } from 'node:path';
import { argv, exit } from 'node:process';

const root = argv[2];
const longest = 350;
const code = ['.cpp', '.hpp', '.ts', '.mjs', '.js', '.css', '.html', '.cmake', '.sh', '.py'];
const binary = ['.png', '.jpg', '.ico', '.woff2', '.wasm'];

/** What is or would be checked in; without Git (an unpacked archive), every file but what is built or installed. */
function listed() {
  try {
    const options = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    return execFileSync('git', options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\0');
  } catch {
    return readdirSync(root, { recursive: true }).filter(path => !/^(build|web\/node_modules|\.git)(\/|$)/.test(path));
  }
}
const paths = [...new Set(listed())].filter(path => path && statSync(join(root, path), { throwIfNoEntry: false })?.isFile());

const complaints = [];
for (const path of paths) {
  if (binary.includes(extname(path))) continue;
  const text = readFileSync(join(root, path), 'utf8');
  const lines = text.split('\n');
  const complain = (what, line) => complaints.push(`${path}${line === undefined ? '' : `:${line + 1}`}: ${what}`);

  if (text !== '' && !text.endsWith('\n')) complain('does not end with a line end');
  if (text.includes('\r')) complain('has carriage returns');
  if (code.includes(extname(path)) && !path.endsWith('.d.ts') && lines.length > longest) {
    complain(`has ${lines.length} lines; split it below ${longest}`);
  }
  lines.forEach((line, number) => {
    if (/[ \t]$/.test(line) && !path.endsWith('.md')) complain('ends with blanks', number);
    if (path.endsWith('package-lock.json') && line.includes('"resolved"')) complain('names a package registry', number);
    if (/(?<![\w.$}/-])\/(root|work|home\/\w+)\//.test(line) && path !== 'cmake/checks/hygiene.mjs')
      complain('has a path of one machine', number);
    if (homedir().length > 5 && line.includes(`${homedir()}/`)) complain('has a path of this machine', number);
  });
  const kilobytes = Math.round(text.length / 1024);
  if (kilobytes > 512) complain(`has ${kilobytes} KB; what is generated or downloaded stays out of the repository`);
}

console.log(`${paths.length} files looked at`);
for (const complaint of complaints) console.error(complaint);
exit(complaints.length === 0 ? 0 : 1);
