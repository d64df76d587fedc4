import './styles/embed.css';
import { start } from './start.ts';
import './views/embed.ts';

void start('attention-embed');
