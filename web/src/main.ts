import './styles/page.css';
import { start } from './start.ts';
import './views/app.ts';

void start('attention-app');
